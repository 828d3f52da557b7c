package io.bedplate.host;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The free-form wishes of a flavor ({@code hw:cpu_policy = dedicated}), as written; their meaning is read in
 * {@code nfv}.
 */
public record ExtraSpecs(SortedMap<String, String> values) {
    public ExtraSpecs {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static ExtraSpecs of(Map<String, String> values) {
        return new ExtraSpecs(new TreeMap<>(values));
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
