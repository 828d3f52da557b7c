package io.bedplate.agent.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.bedplate.host.PciDeviceType;
import io.bedplate.nfv.PciAlias;
import io.bedplate.sriov.PciNumaPolicy;

/** The value of {@code pci_alias.NAME}: {@code vendor_id=8086 product_id=154c type=vf numa_policy=required}, each optional. */
final class PciAliasText {
    private static final List<String> WORDS = List.of("vendor_id", "product_id", "type", "numa_policy");

    private PciAliasText() {}

    /** Its name is for the caller to add. */
    static PciAlias parse(String text) {
        var words = new HashMap<String, String>();
        for (String pair : text.split("[ ,]+", -1)) {
            int equals = Math.max(0, pair.indexOf('='));
            String word = pair.substring(0, equals);
            if (!WORDS.contains(word) || words.put(word, pair.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("wanted each of %s at most once as word=value, found \"%s\""
                        .formatted(String.join(", ", WORDS), pair));
            }
        }
        return new PciAlias("", id(words, "vendor_id"), id(words, "product_id"),
                constant(words, "type", PciDeviceType.values()),
                constant(words, "numa_policy", PciNumaPolicy.values()));
    }

    private static Optional<String> id(Map<String, String> words, String word) {
        var id = Optional.ofNullable(words.get(word)).map(text -> text.toLowerCase(Locale.ROOT));
        id.filter(text -> !text.matches("[0-9a-f]{4}")).ifPresent(text -> {
            throw new IllegalArgumentException(
                    "%s: wanted four hexadecimal digits, found \"%s\"".formatted(word, text));
        });
        return id;
    }

    private static <E extends Enum<E>> Optional<E> constant(Map<String, String> words, String word, E[] values) {
        String text = words.get(word);
        if (text == null) {
            return Optional.empty();
        }
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(value);
            }
        }
        throw new IllegalArgumentException("%s: wanted one of %s, found \"%s\"".formatted(word,
                String.join(", ",
                        List.of(values).stream().map(value -> value.name().toLowerCase(Locale.ROOT)).toList()),
                text));
    }
}
