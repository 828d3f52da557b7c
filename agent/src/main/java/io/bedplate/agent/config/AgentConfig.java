package io.bedplate.agent.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.host.HostConfig;
import io.bedplate.nfv.PciAliases;

/**
 * What an operator lays down for one agent.
 *
 * @param driver         name of the virt driver
 * @param driverSettings the driver's own keys, without its name in front
 * @param stateDir       folder of the journal
 * @param host           what of the host guests may have
 * @param aliases        device kinds that flavors may name; to be handed to {@code NfvRequests.read} before a spawn
 */
public record AgentConfig(String driver, SortedMap<String, String> driverSettings, Path stateDir, HostConfig host,
        PciAliases aliases) {
    public AgentConfig {
        driverSettings = Collections.unmodifiableSortedMap(new TreeMap<>(driverSettings));
    }

    /** The claims' folder. */
    public Path journalFolder() {
        return stateDir.resolve("claims");
    }

    /** The libvirt driver with nothing laid down. */
    public static AgentConfig ofDefaults(Path stateDir) {
        return new AgentConfig("libvirt", new TreeMap<>(Map.of()), stateDir, HostConfig.NONE, PciAliases.NONE);
    }
}
