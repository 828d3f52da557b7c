package io.bedplate.libvirt.xml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Domain documents that between them have everything the records know, each valid by libvirt's schema. */
final class Corpus {
    static final List<String> NAMES = List.of("corpus/compute", "corpus/booted", "corpus/disks", "corpus/network",
            "corpus/consoles", "corpus/others", "floating", "floating-kvm", "network-function");

    private Corpus() {}

    static String text(String name) {
        try (var in = Corpus.class.getResourceAsStream(name + ".xml")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Domain> domains() {
        return NAMES.stream().map(name -> DomainXml.read(text(name))).toList();
    }
}
