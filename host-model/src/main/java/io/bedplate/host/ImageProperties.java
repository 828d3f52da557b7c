package io.bedplate.host;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The properties of an image ({@code hw_cpu_policy = dedicated}), as written; their meaning is read in
 * {@code nfv}.
 */
public record ImageProperties(SortedMap<String, String> values) {
    public ImageProperties {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static ImageProperties of(Map<String, String> values) {
        return new ImageProperties(new TreeMap<>(values));
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
