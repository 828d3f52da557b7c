package io.bedplate.cli.json;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.libvirt.xml.MigrationPlan;
import io.bedplate.libvirt.xml.MigrationPlan.Port;

/** Reads the PLAN of {@code xml migrate}. */
public final class MigrationPlanReader {
    private static final Set<String> KEYS = new LinkedHashSet<>(List.of("pinning", "emulator_cpus", "nodes",
            "page_size_kib", "pci", "disks", "listen", "interfaces"));

    private MigrationPlanReader() {}

    /**
     * Reads it.
     *
     * @throws JsonInputException naming the key and what was wanted
     */
    public static MigrationPlan read(JsonCursor json) {
        json.onlyKeys(KEYS);
        return new MigrationPlan(numbered(json, "pinning", cpu -> cpu.integer(0, CpuSet.LIMIT - 1)),
                json.field("emulator_cpus").map(JsonCursor::cpus).orElse(CpuSet.empty()),
                numbered(json, "nodes", cell -> cell.integer(0, CpuSet.LIMIT - 1)),
                numbered(json, "page_size_kib", MigrationPlanReader::pageSize), pci(json), disks(json),
                json.field("listen").map(JsonCursor::text),
                json.elements("interfaces").stream().map(MigrationPlanReader::port).toList());
    }

    private static <T> Map<Integer, T> numbered(JsonCursor json, String key, Function<JsonCursor, T> reader) {
        var map = new HashMap<Integer, T>();
        json.entries(key).forEach((number, value) -> {
            if (!number.matches("\\d{1,5}")) {
                throw value.wrong("a number as the key");
            }
            map.put(Integer.valueOf(number), reader.apply(value));
        });
        return map;
    }

    private static PageSize pageSize(JsonCursor json) {
        long kib = json.number(1, Long.MAX_VALUE);
        if (Long.bitCount(kib) != 1) {
            throw json.wrong("a power of two");
        }
        return new PageSize(kib);
    }

    private static Map<PciAddress, PciAddress> pci(JsonCursor json) {
        var map = new HashMap<PciAddress, PciAddress>();
        json.entries("pci").forEach((from, to) -> {
            try {
                map.put(PciAddress.parse(from), to.parsed(PciAddress::parse));
            } catch (IllegalArgumentException e) {
                throw to.wrong("a PCI address as the key");
            }
        });
        return map;
    }

    private static Map<String, String> disks(JsonCursor json) {
        var map = new HashMap<String, String>();
        json.entries("disks").forEach((from, to) -> map.put(from, to.text()));
        return map;
    }

    private static Port port(JsonCursor json) {
        json.onlyKeys(new LinkedHashSet<>(List.of("mac", "host_dev")));
        return new Port(json.required("mac").text(), json.required("host_dev").text());
    }
}
