package io.bedplate.fake;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bedplate.virt.Capability;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** The settings of the fake driver, read and checked. */
final class FakeSettings {
    private static final String CAPABILITIES = "capabilities";
    private static final List<String> OF_HOST = List.of("accelerator", "cells", "cores_per_cell",
            "memory_mib_per_cell", "name", "pages_1g_per_cell", "pages_2m_per_cell", "threads", "vfs_per_cell");
    /** Every setting there is. */
    static final Set<String> KNOWN = Stream.concat(OF_HOST.stream(), Stream.of(CAPABILITIES))
            .collect(Collectors.toCollection(TreeSet::new));

    private final Map<String, String> values;

    FakeSettings(Map<String, String> values) {
        this.values = values;
        for (String key : values.keySet()) {
            if (!KNOWN.contains(key)) {
                throw wrong("setting \"%s\" is unknown; known: %s".formatted(key, String.join(", ", KNOWN)));
            }
        }
    }

    void requireNoShape() {
        OF_HOST.stream().filter(values::containsKey).findFirst().ifPresent(key -> {
            throw wrong("setting \"%s\": the simulated host is there already, so only \"%s\" can be set".formatted(key,
                    CAPABILITIES));
        });
    }

    SimulatedHost host() {
        var small = HostShape.SMALL;
        try {
            var shape = new HostShape(values.getOrDefault("name", small.name()), number("cells", small.cells()),
                    number("cores_per_cell", small.coresPerCell()), number("threads", small.threads()),
                    number("memory_mib_per_cell", (int) small.memoryMibPerCell()),
                    number("pages_2m_per_cell", (int) small.pages2mPerCell()),
                    number("pages_1g_per_cell", (int) small.pages1gPerCell()),
                    number("vfs_per_cell", small.vfsPerCell()));
            return new SimulatedHost(shape.topology(), accelerator());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private int number(String key, int ifNotSaid) {
        String text = values.getOrDefault(key, Integer.toString(ifNotSaid));
        if (!text.matches("\\d{1,9}")) {
            throw wrong("setting \"%s\": wanted a number below 1000000000, found \"%s\"".formatted(key, text));
        }
        return Integer.parseInt(text);
    }

    private Accelerator accelerator() {
        String text = values.getOrDefault("accelerator", "kvm");
        return Arrays.stream(Accelerator.values()).filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("setting \"accelerator\": wanted kvm or tcg, found \"%s\"".formatted(text)));
    }

    Set<Capability> capabilities() {
        String text = values.get(CAPABILITIES);
        if (text == null) {
            return EnumSet.allOf(Capability.class);
        }
        var capabilities = EnumSet.noneOf(Capability.class);
        Arrays.stream(text.split(",")).map(String::strip).filter(name -> !name.isEmpty()).map(FakeSettings::capability)
                .forEach(capabilities::add);
        return capabilities;
    }

    private static Capability capability(String name) {
        return Arrays.stream(Capability.values()).filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> wrong("setting \"%s\": wanted some of %s, found \"%s\"".formatted(CAPABILITIES,
                        Arrays.toString(Capability.values()), name)));
    }

    private static VirtDriverException wrong(String message) {
        return new VirtDriverException(Kind.INVALID_SPEC, "fake driver: " + message);
    }
}
