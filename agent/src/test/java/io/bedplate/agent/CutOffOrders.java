package io.bedplate.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.PciAlias;
import io.bedplate.nfv.PciAliases;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.Checksum;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.Image;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;

import static org.assertj.core.api.Assertions.assertThat;

/** Orders for an instance on which an operation is to be cut off. */
final class CutOffOrders {
    static final InstanceId VNF = id("vnf");
    static final DeviceId ROOT = new DeviceId("root");
    static final DeviceId PORT = new DeviceId("port");
    static final DeviceId MODULE = new DeviceId("m1");
    private static final PciAlias VF = new PciAlias("vf", Optional.of("8086"), Optional.of("154c"),
            Optional.of(PciDeviceType.VF), Optional.empty());

    private CutOffOrders() {}

    static InstanceId id(String name) {
        return new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    static SpawnRequest order(String name, String devices) {
        var room = GuestHardware.PLAIN.with(new Headroom(4, 1 << 20));
        return new SpawnRequest(id(name), name, request(2, devices), new Boot.FirstDisk(),
                StorageRequest.NONE, List.of(disk(ROOT.toString())), List.of(), room, Optional.empty());
    }

    static GrowRequest more() {
        return GrowRequest.of(1, new GrowRequest.Memory(MODULE, 0, 131072));
    }

    /** Dedicated vCPUs with 256 MiB each, on 2 MiB pages. */
    static NfvRequest request(int vcpus, String devices) {
        var specs = new TreeMap<>(Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "2048"));
        if (!devices.isEmpty()) {
            specs.put("pci_passthrough:alias", devices);
        }
        var input = RequestInput.of(new Flavor(vcpus, 256L * vcpus, new ExtraSpecs(specs)),
                ImageProperties.of(Map.of()));
        return ((RequestResult.Valid) NfvRequests.read(input, Optional.of(PciAliases.of(List.of(VF))))).request();
    }

    static Disk disk(String name) {
        // The simulated host wants a file there; nobody reads it.
        return Disk.file(new DeviceId(name), Path.of("pom.xml").toAbsolutePath(), Disk.Format.RAW);
    }

    /** Any file is a raw image. */
    static Image image() {
        var file = Path.of("pom.xml").toAbsolutePath();
        try {
            var digest = Checksum.Algorithm.SHA256.digest();
            digest.update(Files.readAllBytes(file));
            return new Image(file, "raw", Checksum.of(Checksum.Algorithm.SHA256, digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three disks made for it, and one that is there. */
    static SpawnRequest withDisks() {
        var wishes = GuestWishes.of(new Flavor(2, 512, new ExtraSpecs(new TreeMap<>())), ImageProperties.of(Map.of()));
        var storage = StorageRequest.of(image(), new DiskSizes(1, 0, 64), Map.of("a", new byte[1]), wishes);
        return new SpawnRequest(VNF, "vnf", request(2, ""), new Boot.FirstDisk(), List.of(disk("data")),
                Optional.empty()).storing(storage);
    }

    static void enlarge(Agent agent) {
        assertThat(agent.changes().resize(VNF, request(3, ""), OptionalLong.of(2048), Duration.ZERO))
                .isInstanceOf(ChangeResult.Resized.class);
    }

    static Attachment plug() {
        return new Attachment.OfDisk(disk("data"));
    }

    /** On a function that nobody holds. */
    static Attachment port(Agent agent) {
        var held = agent.state().usage().pci();
        var free = agent.host().pci().stream().filter(one -> one.type() == PciDeviceType.VF).map(PciDevice::address)
                .filter(address -> !held.contains(address)).findFirst().orElseThrow();
        return new Attachment.OfNic(
                Nic.of(PORT, new MacAddress("52:54:00:00:00:01"), new NicBackend.VirtualFunction(free)));
    }
}
