package io.bedplate.libvirt.xml;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.libvirt.Specs;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk.Bus;
import io.bedplate.virt.Disk.Format;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.DiskTuning;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The definition of a guest in rescue. */
final class RescueXmlTests {
    private static final Machine QEMU = Machine.x86(Machine.QEMU, "/usr/bin/qemu");
    private static final String FORMER = DomainXml.write(DomainMapper.map(Specs.networkFunction(), QEMU));

    private static io.bedplate.virt.Disk disk(String id, Bus bus) {
        return new io.bedplate.virt.Disk(new DeviceId(id), new DiskSource.Block(Path.of("/dev/rescue")), Format.QCOW2,
                bus, DiskTuning.DEFAULT, false, false, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"VIRTIO,vdc,virtio,disk", "SCSI,sda,scsi,disk", "SATA,sda,sata,disk", "USB,sda,usb,disk",
            "CDROM,sda,sata,cdrom"})
    void rescueDiskIsBehindTheGuestsOwnAndBootsAlone(Bus bus, String target, String libvirtsBus, String device)
            throws Exception {
        var xml = RescueXml.of(FORMER, disk("rescue", bus));
        assertThat(Schema.domain().complaints(xml)).isEmpty();
        var added = (Disk) DomainXml.read(xml).devices().getLast();
        assertThat(added.target().orElseThrow().dev()).isEqualTo(target);
        assertThat(added.target().orElseThrow().bus()).contains(libvirtsBus);
        assertThat(added.device()).contains(device);
        assertThat(added.source().orElseThrow().dev()).contains("/dev/rescue");
        assertThat(FORMER).contains("<boot dev=");
        assertThat(DomainXml.read(xml).os().orElseThrow().boots()).isEmpty();
        assertThat(xml).containsOnlyOnce("<boot order=");
    }

    @Test
    void formerDefinitionComesBackLetterByLetter() {
        var domain = DomainXml.read(RescueXml.of(FORMER, disk("rescue", Bus.VIRTIO)));
        var mark = domain.metadata().orElseThrow().rest().nodes().filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast).filter(element -> element.namespace().equals(RescueXml.NAMESPACE))
                .findFirst().orElseThrow();
        assertThat(mark.text()).isEqualTo(FORMER);
        assertThat(domain.mark()).isEqualTo(DomainXml.read(FORMER).mark()).isPresent();
        assertThat(RescueXml.former(Optional.of("<f>&lt;domain/&gt;</f>"))).contains("<domain/>");
        assertThat(RescueXml.former(Optional.empty())).isEmpty();
    }

    @Test
    void kernelOfTheGuestIsNotLoadedInRescue() {
        var former = DomainXml.write(DomainMapper.map(Specs.floating(), QEMU));
        assertThat(DomainXml.read(former).os().orElseThrow().kernel()).isPresent();
        var os = DomainXml.read(RescueXml.of(former, disk("rescue", Bus.VIRTIO))).os().orElseThrow();
        assertThat(os.type()).isPresent();
        assertThat(os.kernel()).isEmpty();
        assertThat(os.initrd()).isEmpty();
        assertThat(os.cmdline()).isEmpty();
    }

    @Test
    void knownNameIsRefused() {
        assertThatThrownBy(() -> RescueXml.of(FORMER, disk("root", Bus.VIRTIO))).isInstanceOfSatisfying(
                VirtDriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_SPEC))
                .hasMessageContaining("root");
    }
}
