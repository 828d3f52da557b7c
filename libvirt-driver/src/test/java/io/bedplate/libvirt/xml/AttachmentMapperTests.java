package io.bedplate.libvirt.xml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PciAddress;
import io.bedplate.libvirt.Specs;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk.Format;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriverException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class AttachmentMapperTests {
    private static final DeviceId NEW = new DeviceId("new");

    private static Domain domain() {
        return DomainMapper.map(Specs.networkFunction(), Machine.x86(Machine.KVM, "/usr/bin/qemu"));
    }

    private static Attachment disk() {
        return new Attachment.OfDisk(io.bedplate.virt.Disk.file(NEW, Path.of("/images/new.raw"), Format.RAW));
    }

    private static Domain with(Domain domain, Device device) {
        var section = domain.deviceSection().orElseThrow();
        var all = new ArrayList<>(section.all());
        all.add(device);
        return new DomainBuilder(domain).deviceSection(new Devices(section.emulator(), all, section.rest())).build();
    }

    @Test
    void aDiskTakesTheFirstNameThatNeitherDocumentHas() {
        var definition = domain();
        var first = (Disk) AttachmentMapper.device(disk(), List.of(definition));
        assertThat(first.target().orElseThrow().dev()).isEqualTo("vdc");
        var live = with(definition, first);
        assertThat(((Disk) AttachmentMapper.device(disk(), List.of(live, definition))).target().orElseThrow().dev())
                .isEqualTo("vdd");
        assertThat(first.driver().orElseThrow().ioThread()).isPresent();
    }

    @Test
    void aDeviceIsKnownByItsName() {
        var definition = domain();
        assertThat(AttachmentMapper.has(definition, NEW)).isFalse();
        assertThat(AttachmentMapper.has(definition, new DeviceId("root"))).isTrue();
        assertThat(AttachmentMapper.has(with(definition, AttachmentMapper.device(disk(), List.of(definition))), NEW))
                .isTrue();
    }

    @Test
    void aFunctionIsHandedThroughUnderItsName() throws Exception {
        var definition = domain();
        var function = new PlacedDevice(new PciAddress(0, 0x5e, 2, 1), OptionalInt.of(0));
        var device = AttachmentMapper.device(new Attachment.OfPci(NEW, function), List.of(definition));
        assertThat(DomainXml.write(device)).contains("<alias name=\"ua-new\"/>", "bus=\"0x5e\" slot=\"0x02\"",
                "managed=\"yes\"", "name=\"vfio\"");
        var both = with(definition, device);
        assertThat(AttachmentMapper.has(both, NEW)).isTrue();
        assertThat(Schema.domain().complaints(DomainXml.write(both))).isEmpty();
        assertThat(PlacedDomain.of(both, CpuSet.of(0)).shape().devices())
                .contains(function.address());
    }

    @Test
    void anMtuBehindVhostUserComesWithTheGuestAlone() {
        var plain = Nic.of(NEW, new MacAddress("52:54:00:00:00:01"), new NicBackend.VhostUser(Path.of("/run/a"), true));
        var port = new Nic(NEW, plain.mac(), plain.backend(), plain.model(), plain.queues(), OptionalInt.of(9000),
                plain.vlan(), plain.inbound(), plain.outbound(), plain.spoofing());
        assertThatThrownBy(() -> AttachmentMapper.device(new Attachment.OfNic(port), List.of(domain())))
                .isInstanceOf(VirtDriverException.class).hasMessageContaining("port new").hasMessageContaining("MTU");
    }

    @Test
    void everyGuestHasPortsToSpare() {
        var plain = DomainMapper.map(Specs.floating(), Machine.x86(Machine.QEMU, "/usr/bin/qemu"));
        assertThat(plain.devices()).filteredOn(device -> device instanceof Controller controller
                && controller.model().filter("pcie-root-port"::equals).isPresent()).hasSizeGreaterThan(PlugPorts.FREE);
    }
}
