package io.bedplate.virt;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.host.files.HostFiles;

/**
 * All that a driver is given; it knows no globals.
 *
 * @param settings the driver's own keys, such as {@code uri}; an unknown key is refused by the provider
 * @param files    the host's files
 * @param clock    for the times of events
 */
public record DriverConfig(SortedMap<String, String> settings, HostFiles files, InstantSource clock) {
    public DriverConfig {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    public static DriverConfig of(Map<String, String> settings) {
        return new DriverConfig(new TreeMap<>(settings), HostFiles.real(), InstantSource.system());
    }

    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }
}
