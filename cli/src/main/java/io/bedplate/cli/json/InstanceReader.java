package io.bedplate.cli.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.bedplate.agent.GuestWishes;
import io.bedplate.host.GuestPlacement;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.Nic;
import io.bedplate.virt.Peripherals.Console;

/** Reads what INST of the contract adds to REQ. */
public final class InstanceReader {
    private InstanceReader() {}

    /** The placement that INST names, fit's answer. */
    public static GuestPlacement placement(JsonCursor json, NfvRequest request, HostDocument host) {
        return new PlacementReader(request, host).read(json.required("placement"));
    }

    /**
     * The instance.
     *
     * @throws JsonInputException naming the key and what was expected
     */
    public static InstanceSpec read(JsonCursor json, NfvRequest request, GuestPlacement placement, GuestWishes wishes) {
        var hardware = wishes.hardware();
        var consoles = json.elements("consoles").stream().map(InstanceReader::console).toList();
        return json.checked(() -> new InstanceSpec(
                new InstanceId(json.required("uuid").parsed(UUID::fromString)), json.required("name").text(),
                request.vcpus(), request.memoryKib(), placement, boot(json), disks(json, wishes), nics(json, wishes),
                hardware.with(hardware.peripherals().with(consoles)),
                json.field("console_log").map(path -> Path.of(path.text()))));
    }

    private static Boot boot(JsonCursor json) {
        return json.field("kernel")
                .map(kernel -> (Boot) new Boot.Kernel(Path.of(kernel.required("path").text()),
                        Path.of(kernel.required("initrd").text()),
                        kernel.field("command_line").map(JsonCursor::text).orElse("")))
                .orElse(new Boot.FirstDisk());
    }

    private static List<Disk> disks(JsonCursor json, GuestWishes wishes) {
        var disks = new ArrayList<Disk>();
        json.elements("disks").forEach(disk -> disks.add(DiskReader.read(disk, disks.size(), wishes)));
        return disks;
    }

    private static List<Nic> nics(JsonCursor json, GuestWishes wishes) {
        var nics = new ArrayList<Nic>();
        json.elements("interfaces").forEach(nic -> nics.add(NicReader.read(nic, nics.size(), wishes)));
        return nics;
    }

    private static Console console(JsonCursor json) {
        String listen = json.field("listen").map(JsonCursor::text).orElse("127.0.0.1");
        var type = json.required("type");
        return switch (type.text()) {
            case "vnc" -> new Console.Vnc(listen);
            case "spice" -> new Console.Spice(listen);
            case "serial" -> new Console.Serial(listen, json.required("port").integer(1, 65535));
            default -> throw type.wrong("vnc, spice or serial");
        };
    }
}
