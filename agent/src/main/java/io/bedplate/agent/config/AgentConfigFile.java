package io.bedplate.agent.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.builder.fluent.Configurations;
import org.apache.commons.configuration2.ex.ConfigurationException;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostConfig.CellIds;
import io.bedplate.host.HostConfig.ReservedPages;
import io.bedplate.host.PageSize;
import io.bedplate.nfv.PciAlias;
import io.bedplate.nfv.PciAliases;

/**
 * Reads {@code key = value} lines; {@code include = other.properties} takes in another file. An unknown key is an error,
 * so that a slip of the pen is not taken for a default.
 */
public final class AgentConfigFile {
    static final List<String> KEYS = List.of("driver", "<driver>.<its key>", "state_dir", "cpu_dedicated_set",
            "cpu_shared_set", "reserved_huge_pages", "physical_network.<name>", "tunnel_nodes", "pci_alias.<name>");
    private static final String NETWORK = "physical_network.";
    private static final String ALIAS = "pci_alias.";

    private final Path file;
    private final PropertiesConfiguration values;

    private AgentConfigFile(Path file, PropertiesConfiguration values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Reads a file.
     *
     * @param defaultStateDir taken where the file names no {@code state_dir}
     * @throws ConfigException if the file or one of its lines cannot be used
     */
    public static AgentConfig read(Path file, Path defaultStateDir) {
        if (!Files.isReadable(file)) {
            throw new ConfigException("configuration %s: wanted a readable file, found none".formatted(file));
        }
        try {
            return new AgentConfigFile(file, new Configurations().properties(file.toFile())).config(defaultStateDir);
        } catch (ConfigurationException e) {
            throw new ConfigException("configuration %s: %s".formatted(file, e.getMessage()));
        }
    }

    private AgentConfig config(Path defaultStateDir) {
        String driver = values.getString("driver", "libvirt");
        values.getKeys().forEachRemaining(key -> refuseUnknown(key, driver));
        Path stateDir = value("state_dir", Path::of).orElse(defaultStateDir);
        return new AgentConfig(driver, below(driver + ".", Function.identity()), stateDir, host(), aliases());
    }

    private void refuseUnknown(String key, String driver) {
        boolean known = KEYS.contains(key) || key.startsWith(driver + ".") || key.startsWith(NETWORK)
                || key.startsWith(ALIAS);
        if (!known) {
            throw new ConfigException(
                    "configuration %s: key \"%s\" is unknown; known: %s".formatted(file, key, String.join(", ", KEYS)));
        }
    }

    private HostConfig host() {
        var reserved = value("reserved_huge_pages", AgentConfigFile::reservedPages).orElse(List.of());
        var tunnel = value("tunnel_nodes", AgentConfigFile::cellIds).orElse(new CellIds(List.of()));
        return new HostConfig(value("cpu_dedicated_set", CpuSet::parse), value("cpu_shared_set", CpuSet::parse),
                reserved, below(NETWORK, AgentConfigFile::cellIds), tunnel);
    }

    private PciAliases aliases() {
        var aliases = new ArrayList<PciAlias>();
        below(ALIAS, PciAliasText::parse).forEach((name, kind) -> aliases.add(kind.named(name)));
        return PciAliases.of(aliases);
    }

    private static CellIds cellIds(String list) {
        return new CellIds(CpuSet.parse(list).stream().boxed().toList());
    }

    /** {@code node:size in KiB:count}, several parted by commas. */
    private static List<ReservedPages> reservedPages(String list) {
        var reserved = new ArrayList<ReservedPages>();
        for (String entry : list.split(",", -1)) {
            String[] parts = entry.strip().split(":", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("wanted node:size:count, found \"%s\"".formatted(entry.strip()));
            }
            reserved.add(new ReservedPages(Integer.parseInt(parts[0]), PageSize.parse(parts[1]),
                    Long.parseLong(parts[2])));
        }
        return reserved;
    }

    private <T> SortedMap<String, T> below(String prefix, Function<String, T> read) {
        var found = new TreeMap<String, T>();
        values.getKeys().forEachRemaining(key -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value(key, read).orElseThrow());
            }
        });
        return found;
    }

    private <T> Optional<T> value(String key, Function<String, T> read) {
        String text = values.getString(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.apply(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("configuration %s: %s = %s: %s".formatted(file, key, text, e.getMessage()));
        }
    }
}
