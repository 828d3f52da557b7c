package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The aliases that an operator declared; flavors name them in {@code pci_passthrough:alias}. Each name stands for one kind
 * of device: a request has no alternatives.
 */
public final class PciAliases {
    private static final String KEY = "pci_passthrough:alias";
    private static final int MOST_DEVICES = 1 << 16;

    /** None declared, so that a flavor that names one is refused. */
    public static final PciAliases NONE = new PciAliases(new TreeMap<>());

    private final SortedMap<String, PciAlias> byName;

    private PciAliases(SortedMap<String, PciAlias> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
    }

    /**
     * Aliases of a configuration.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static PciAliases of(List<PciAlias> aliases) {
        var declared = new TreeMap<String, PciAlias>();
        for (var alias : aliases) {
            if (declared.putIfAbsent(alias.name(), alias) != null) {
                throw new IllegalArgumentException(
                        "alias \"%s\" is declared twice: wanted one kind of device for each name"
                                .formatted(alias.name()));
            }
        }
        return new PciAliases(declared);
    }

    /** By name. */
    public SortedMap<String, PciAlias> byName() {
        return byName;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PciAliases aliases && byName.equals(aliases.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return byName.values().toString();
    }

    /** Whether a request names an alias at all. */
    public static boolean areAskedFor(RequestInput input) {
        return input.flavor().extraSpecs().get(KEY).isPresent();
    }

    /** The devices a flavor names; refuses names that nobody declared. */
    List<PciWish> wishes(Reading reading) {
        String text = reading.flavor(KEY);
        var wishes = new ArrayList<PciWish>();
        for (int from = 0; text != null && from < text.length();) {
            int colon = text.indexOf(':', from);
            int end = colon + 1;
            while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0) {
                end++;
            }
            add(reading, text.substring(from, colon).strip(), text.substring(colon + 1, end), wishes);
            int comma = text.indexOf(',', end);
            from = comma < 0 ? text.length() : comma + 1;
        }
        return wishes;
    }

    private void add(Reading reading, String name, String count, List<PciWish> wishes) {
        var alias = byName.get(name);
        long devices = Reading.number(count, Long.MAX_VALUE);
        if (alias == null) {
            reading.refuse(RequestRule.PCI_ALIAS_UNKNOWN, List.of(KEY), byName.isEmpty()
                    ? "no alias, since none is declared"
                    : "a declared alias (%s)".formatted(String.join(", ", byName.keySet())), "\"%s\"".formatted(name));
        } else if (devices > MOST_DEVICES) {
            reading.refuse(RequestRule.OUT_OF_RANGE, List.of(KEY), "at most %d of %s".formatted(MOST_DEVICES, name),
                    count);
        } else if (devices > 0) {
            wishes.add(alias.wish((int) devices));
        }
    }
}
