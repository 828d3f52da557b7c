package io.bedplate.libvirt.xml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PciAddress;
import io.bedplate.libvirt.Specs;
import io.bedplate.libvirt.xml.CpuTune.IoThreadPin;
import io.bedplate.virt.InstanceSpec.Boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The written document: golden files, libvirt's schema, hostile values. */
final class DomainXmlTests {
    private static final Machine QEMU = Machine.x86(Machine.QEMU, "/usr/bin/qemu-system-x86_64");
    private static final Machine KVM = Machine.x86(Machine.KVM, "/usr/bin/qemu-system-x86_64");

    /** The instance behind a golden document. */
    private static String written(String golden) {
        return DomainXml.write(switch (golden) {
            case "floating" -> DomainMapper.map(Specs.floating(), QEMU);
            case "floating-kvm" -> DomainMapper.map(Specs.floating(), KVM);
            case "fully-equipped" -> DomainMapper.map(Specs.fullyEquipped(), KVM, twoCells());
            case "network-function" -> DomainMapper.map(Specs.networkFunction(), KVM);
            default -> throw new IllegalArgumentException(golden);
        });
    }

    private static HostTopology twoCells() {
        var cells = List.of(new NumaCell(0, OptionalInt.of(0), CpuSet.range(0, 7), 1 << 24, List.of()),
                new NumaCell(1, OptionalInt.of(1), CpuSet.range(8, 15), 1 << 24, List.of()));
        return new HostTopology("host", "x86_64", cells, List.of(), List.of(List.of(10, 21), List.of(21, 10)),
                List.of(), List.of());
    }

    private static String file(String golden) throws IOException {
        try (var in = DomainXmlTests.class.getResourceAsStream(golden + ".xml")) {
            return new String(Objects.requireNonNull(in, golden).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"floating", "floating-kvm", "network-function", "fully-equipped"})
    void documentIsTheGoldenOneAndValidByLibvirtsSchema(String golden) throws Exception {
        var xml = written(golden);
        assertThat(xml).isEqualTo(file(golden));
        assertThat(Schema.domain().complaints(xml)).isEmpty();
    }

    @Test
    void schemaWouldComplain() throws Exception {
        var xml = written("floating").replace("<acpi/>", "<no-such-feature/>");
        assertThat(Schema.domain().complaints(xml)).isNotEmpty();
    }

    @Test
    void elementsThatTheMapperDoesNotUseYetAreValidToo() throws Exception {
        var base = DomainMapper.map(Specs.networkFunction(), KVM);
        var tune = new CpuTuneBuilder(base.cpuTune().orElseThrow()).ioThreadPins(List.of(
                new IoThreadPin(1, CpuSet.of(0)))).schedulers(List.of(Scheduler.Vcpus.fifo(CpuSet.of(1), 2),
                        Scheduler.IoThreads.fifo(CpuSet.of(1), 3), Scheduler.Emulator.fifo(1)))
                .build();
        var devices = List.<Device>of(Rng.random("/dev/urandom"), HostDev.vfio(PciAddress.parse("10000:e1:00.0")));
        var xml = DomainXml.write(new DomainBuilder(base).cpuTune(tune)
                .deviceSection(new Devices(Optional.empty(), devices, Rest.NONE)).build());
        assertThat(xml).contains("<emulatorsched scheduler=\"fifo\" priority=\"1\"/>",
                "domain=\"0x00010000\"");
        assertThat(Schema.domain().complaints(xml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'/><devices><disk/>", "\"><evil/>", "a & b < c > d", "]]>", "<!-- -->", "line\nend",
            "tab\tend", "carriage\rreturn", "&#10;&lt;", "ünïcödé \uD83D\uDE00", "  spaces  "})
    void hostileValueComesBackAsItWentIn(String value) throws Exception {
        var path = Path.of("/x/" + value);
        var spec = Specs.of(placement(), new Boot.Kernel(path, path, "a=" + value), List.of(
                Specs.disk("root", path)), Optional.of(path));
        var xml = DomainXml.write(DomainMapper.map(spec, QEMU));
        var document = parsed(xml);
        assertThat(text(document, "kernel")).isEqualTo(path.toString());
        assertThat(text(document, "cmdline")).isEqualTo("a=" + value);
        assertThat(attribute(document, "disk", "source", "file")).isEqualTo(path.toString());
        assertThat(attribute(document, "serial", "source", "path")).isEqualTo(path.toString());
        assertThat(document.getElementsByTagName("disk").getLength()).isOne();
        assertThat(document.getElementsByTagName("evil").getLength()).isZero();
    }

    @Test
    void characterThatXmlCannotHoldIsRefused() {
        var spec = Specs.of(placement(), new Boot.Kernel(Path.of("/k"), Path.of("/i"), "bell \u0007"), List.of(),
                Optional.empty());
        var domain = DomainMapper.map(spec, QEMU);
        assertThatThrownBy(() -> DomainXml.write(domain)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x7");
    }

    private static GuestPlacement placement() {
        var none = CpuSet.empty();
        return new GuestPlacement(List.of(), none, none, IoThreads.NONE, none, false, new GuestCpuTopology(1, 1, 1),
                List.of());
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
    }

    private static String text(Document document, String element) {
        return document.getElementsByTagName(element).item(0).getTextContent();
    }

    private static String attribute(Document document, String parent, String child, String attribute) {
        var device = (Element) document.getElementsByTagName(parent).item(0);
        return ((Element) device.getElementsByTagName(child).item(0)).getAttribute(attribute);
    }
}
