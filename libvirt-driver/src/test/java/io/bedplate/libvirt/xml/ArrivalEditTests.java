package io.bedplate.libvirt.xml;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.Specs;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.Peripherals.Console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of a domain's document when its guest comes from another host. */
final class ArrivalEditTests {
    private static final CpuSet EVERYWHERE = CpuSet.range(0, 31);
    private static final Machine MACHINE = Machine.x86(Machine.QEMU, "/usr/bin/qemu");

    private static InstanceSpec spec(int hostCell, int pcpu, String listen, String disk, String console) {
        var placement = Specs.placed(CpuSet.of(pcpu + 1), Specs.pinned(0, hostCell, new TreeMap<>(Map.of(0, pcpu)),
                Optional.of(PageSize.MIB_2)));
        var spec = Specs.of(placement, new Boot.FirstDisk(), List.of(Specs.disk("root", Path.of(disk))),
                Optional.of(Path.of(console)));
        return spec.on(GuestHardware.PLAIN.with(GuestHardware.PLAIN.peripherals()
                .with(List.of(new Console.Vnc(listen)))));
    }

    private static Domain domain(InstanceSpec spec) {
        return DomainMapper.map(spec, MACHINE,
                new HostTopology("", "x86_64", List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void placeFilesAndAddressesBecomeThoseOfTheDestination() throws Exception {
        var there = domain(spec(1, 12, "10.0.0.1", "/shared/a", "/log/there"));
        var here = domain(spec(0, 4, "10.0.0.2", "/mnt/a", "/log/here"));
        var running = DomainXml.write(there).replace("</devices>", "<unheard-of a='1'/></devices>");
        var edited = ArrivalEdit.apply(DomainXml.read(running), here, Optional.of(Path.of("/log/here")));
        assertThat(PlacedDomain.of(edited, EVERYWHERE)).isEqualTo(PlacedDomain.of(here, EVERYWHERE));
        assertThat(edited.mark()).isEqualTo(here.mark());
        var xml = DomainXml.write(edited);
        assertThat(xml).contains("/mnt/a", "/log/here", "10.0.0.2", "unheard-of").doesNotContain("/shared/a",
                "/log/there", "10.0.0.1");
        assertThat(Schema.domain().complaints(DomainXml.write(ArrivalEdit.apply(there, here,
                Optional.of(Path.of("/log/here")))))).isEmpty();
    }

    @Test
    void guestWithoutConsoleFileKeepsWhatItHas() {
        var there = domain(spec(1, 12, "10.0.0.1", "/shared/a", "/log/there"));
        assertThat(DomainXml.write(ArrivalEdit.apply(there, there, Optional.empty())))
                .isEqualTo(DomainXml.write(there));
    }

    @Test
    void travellingDocumentsComeBackAsTheyWere() {
        var document = new TravelDocument("<domain a='1'>\n<cpu mode=\"custom\"/>&lt;</domain>",
                "<domain>]]></domain>");
        assertThat(TravelDocument.read(document.text())).isEqualTo(document);
        assertThat(document.cpu()).isEqualToIgnoringWhitespace("<cpu mode=\"custom\"/>");
        assertThat(new TravelDocument("<domain/>", "").cpu()).isEmpty();
        assertThatThrownBy(() -> TravelDocument.read("<travel><live/></travel>")).isInstanceOf(XmlException.class)
                .hasMessageContaining("<definition>");
    }
}
