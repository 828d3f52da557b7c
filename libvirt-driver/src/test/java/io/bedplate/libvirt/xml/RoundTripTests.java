package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing is lost between a document and its records, in either direction. */
final class RoundTripTests {
    private static String roundTrip(String xml) {
        var document = XmlDocument.parse(xml);
        return document.withRoot(DomainXml.element(DomainXml.read(document.root()))).text();
    }

    static List<String> corpus() {
        return Corpus.NAMES;
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void documentIsValidAndComesBackTheSame(String name) throws Exception {
        var xml = Corpus.text(name);
        assertThat(Schema.domain().complaints(xml)).isEmpty();
        assertThat(SameXml.outline(roundTrip(xml))).isEqualTo(SameXml.outline(xml));
    }

    @Test
    void recordsKnowAllThatIsInTheCorpus() {
        var unknown = Corpus.domains().stream().flatMap(Records::of).filter(record -> !(record instanceof Metadata))
                .filter(record -> Records.components(record).stream().map(part -> Records.value(record, part))
                        .anyMatch(RoundTripTests::holdsStrangers))
                .map(record -> record.getClass().getSimpleName()).toList();
        // The namespace of QEMU's own arguments, their element, and where a UDP interface sends from.
        assertThat(unknown).containsExactly("Domain", "InterfaceSource");
    }

    @Test
    void blankElementStaysBlank() {
        var xml = "<domain type='kvm'><name>n</name><title> </title><features>\n  <acpi>\n</acpi></features><devices>\n</devices></domain>";
        assertThat(SameXml.outline(roundTrip(xml))).isEqualTo(SameXml.outline(xml));
    }

    private static boolean holdsStrangers(Object value) {
        return switch (value) {
            case XmlElement _ -> true;
            case Rest rest -> !rest.attributes().isEmpty() || rest.nodes().anyMatch(XmlElement.class::isInstance);
            default -> false;
        };
    }

    @Test
    void corpusHasAllThatTheRecordsKnow() {
        var all = new TreeSet<String>();
        var there = new TreeSet<String>();
        Corpus.domains().stream().flatMap(Records::of).forEach(record -> Records.components(record).stream()
                .filter(part -> part.getType() != Rest.class).forEach(part -> {
                    all.add(record.getClass().getName() + " " + part.getName());
                    if (Records.isThere(Records.value(record, part))) {
                        there.add(record.getClass().getName() + " " + part.getName());
                    }
                }));
        all.removeAll(there);
        assertThat(all).isEmpty();
        assertThat(Corpus.domains().stream().flatMap(Records::of).map(Object::getClass).collect(Collectors.toSet()))
                .containsAll(RecordTypes.in(Domain.class, Set.of(Device.Unknown.class)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenIsReadAsTheSameRecords(int seed) {
        var random = new Random(seed);
        for (var domain : Corpus.domains()) {
            var records = (Domain) Records.bare(Records.pruned(domain, random, 4 + random.nextInt(200)));
            assertSame(DomainXml.read(DomainXml.write(records)), records, seed);
        }
    }

    /** What a rest says of order and spelling is void where the record has changed; the record's values never are. */
    @ParameterizedTest
    @MethodSource("seeds")
    void restOfAChangedRecordDoesNotHideItsValues(int seed) {
        var random = new Random(seed);
        for (var domain : Corpus.domains()) {
            var records = (Domain) Records.pruned(domain, random, 4 + random.nextInt(200));
            assertSame(Records.bare(DomainXml.read(DomainXml.write(records))), Records.bare(records), seed);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void strangersAndNonsenseSurvive(int seed) {
        var random = new Random(seed);
        for (var name : Corpus.NAMES) {
            var document = XmlDocument.parse(Corpus.text(name));
            var root = new Mutations(random, 2 + random.nextInt(40)).root(document.root());
            var xml = document.withRoot(root).text();
            assertThat(SameXml.outline(roundTrip(xml))).as("seed %d %s", seed, name).isEqualTo(SameXml.outline(xml));
        }
    }

    @Test
    void mostOfWhatIsLeftOfAValidDocumentIsValid() throws Exception {
        var random = new Random(1);
        var schema = Schema.domain();
        int valid = 0;
        for (int i = 0; i < 60; i++) {
            for (var domain : Corpus.domains()) {
                var xml = DomainXml.write((Domain) Records.pruned(domain, random, 60));
                valid += schema.complaints(xml).isEmpty() ? 1 : 0;
            }
        }
        // The others lack what the schema wants, such as a disk's target.
        assertThat(valid).isGreaterThan(200);
    }

    private static void assertSame(Object actual, Object wanted, int seed) {
        if (!actual.equals(wanted)) {
            var lines = List.of(DomainXml.write((Domain) actual).split("\n"));
            assertThat(lines).as("seed %d", seed).isEqualTo(List.of(DomainXml.write((Domain) wanted).split("\n")));
            assertThat(actual).isEqualTo(wanted);
        }
    }
}
