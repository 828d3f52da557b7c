package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Texts that want to be markup, and documents that want to do harm. */
final class HostileXmlTests {
    private static final List<String> PIECES = List.of("]]>", "<![CDATA[", "\"", "'", "'/><disk/>", "&", "&lt;", "&#0;",
            "<!--", "-->", "<?p ?>", "\n", "\r", "\t", " ", "\u0000", "\u0007", "\uD800", "\uFFFE", "\u0085", "\u2028",
            "xmlns", "a", "é", "\uD83D\uDE00", "</name>");

    private static String text(Random random) {
        var text = new StringBuilder("x");
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** The same with random texts in place of some. */
    private static Object poisoned(Object tree, Random random) {
        return switch (tree) {
            case String text -> random.nextInt(4) == 0 ? text(random) : text;
            case Optional<?> optional -> optional.map(value -> poisoned(value, random));
            case List<?> list -> list.stream().map(item -> poisoned(item, random)).toList();
            case Rest _,Metadata _,XmlElement _ -> tree;
            case Record record when record.getClass().getPackage() == Domain.class.getPackage() -> Records.made(
                    record.getClass(), Records.components(record).stream()
                            .map(part -> poisoned(Records.value(record, part), random)).toArray());
            default -> tree;
        };
    }

    @Test
    void randomTextComesBackAsItIsOrIsRefused() {
        var random = new Random(20261121);
        int refused = 0;
        var devices = Corpus.domains().stream().flatMap(domain -> domain.devices().stream()).toList();
        for (int i = 0; i < 5_000; i++) {
            var device = (Device) poisoned(Records.bare(devices.get(random.nextInt(devices.size()))), random);
            try {
                var xml = DomainXml.write(device);
                assertThat(DomainXml.device(XmlDocument.parse(xml).root())).as(xml).isEqualTo(device);
            } catch (IllegalArgumentException _) {
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 4_500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no xml", "<domain>", "<domain></Domain>", "<domain a='1' a='2'/>", "<a/><b/>",
            "<domain>&nbsp;</domain>", "<x:domain/>", "<domain type='kvm'><name>\u0001</name></domain>",
            "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><domain>&e;</domain>",
            "<!DOCTYPE d SYSTEM 'file:///etc/passwd'><domain/>"})
    void brokenDocumentIsRefusedInOneLineThatSaysWhere(String xml) {
        assertThatThrownBy(() -> XmlDocument.parse(xml)).isInstanceOf(XmlException.class)
                .hasMessageMatching("line \\d+ column \\d+: [^\\n]+");
    }

    @Test
    void billionLaughsAreNotRead() {
        var entities = new StringBuilder("<!DOCTYPE d [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 20; i++) {
            entities.append("<!ENTITY a%d '%s'>".formatted(i, "&a%d;".formatted(i - 1).repeat(10)));
        }
        assertThatThrownBy(() -> XmlDocument.parse(entities + "]><domain>&a19;</domain>"))
                .isInstanceOf(XmlException.class).hasMessageContaining("document type");
    }

    @Test
    void hugeDeepAndWideDocumentsAreRefused() {
        var huge = "<domain>" + " ".repeat(XmlDocument.LONGEST) + "</domain>";
        var deep = "<domain>".repeat(5_000) + "</domain>".repeat(5_000);
        var wide = "<domain>" + "<a/>".repeat(300_000) + "</domain>";
        for (var xml : List.of(huge, deep, wide)) {
            assertThatThrownBy(() -> XmlDocument.parse(xml)).isInstanceOf(XmlException.class)
                    .hasMessageMatching("[^\\n]+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<network/>", "<domain/>", "<domain type='kvm'/>", "<domain><name>n</name></domain>",
            "<domain xmlns='urn:x' type='kvm'><name>n</name></domain>"})
    void otherDocumentIsNoDomain(String xml) {
        assertThatThrownBy(() -> DomainXml.read(xml)).isInstanceOf(XmlException.class).hasMessageContaining("wanted");
    }

    @Test
    void chainOfTwoHundredImagesIsRead() {
        var chain = "<backingStore type='file'><format type='qcow2'/><source file='/x'/>".repeat(200)
                + "<backingStore/>" + "</backingStore>".repeat(200);
        var xml = "<domain type='kvm'><name>n</name><devices><disk type='file'>%s</disk></devices></domain>"
                .formatted(chain);
        assertThat(SameXml.outline(DomainXml.write(DomainXml.read(xml)))).isEqualTo(SameXml.outline(xml));
    }
}
