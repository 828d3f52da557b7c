package io.bedplate.cli.json;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostUsage;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;

/** Reads {@code used} of HOST. */
final class HostUsageReader {
    private final Collection<Integer> cells;

    private HostUsageReader(Collection<Integer> cells) {
        this.cells = cells;
    }

    /** {@code cells} are the host's; others cannot be in use. */
    static HostUsage read(JsonCursor used, Collection<Integer> cells) {
        return new HostUsageReader(cells).read(used);
    }

    private HostUsage read(JsonCursor json) {
        return new HostUsage(json.field("pinned_cpus").map(JsonCursor::cpus).orElse(CpuSet.empty()),
                byCell(json, "shared_vcpus", count -> count.integer(0, Integer.MAX_VALUE)),
                byCell(json, "memory_mib", mib -> mib.number(0, HostReader.MOST_KIB / 1024)),
                byCell(json, "pages", HostUsageReader::pages), new TreeSet<>(
                        json.elements("pci").stream().map(device -> device.parsed(PciAddress::parse)).toList()));
    }

    private <T> SortedMap<Integer, T> byCell(JsonCursor json, String key, Function<JsonCursor, T> reader) {
        var values = new TreeMap<Integer, T>();
        json.entries(key).forEach((id, value) -> values.put(cell(id, value), reader.apply(value)));
        return values;
    }

    private int cell(String key, JsonCursor at) {
        return cells.stream().filter(id -> key.equals(Integer.toString(id))).findFirst()
                .orElseThrow(() -> at.wrong("the id of a node of this host as the key"));
    }

    private static SortedMap<PageSize, Long> pages(JsonCursor json) {
        var pages = new TreeMap<PageSize, Long>();
        json.entries().forEach((size, count) -> pages.put(HostReader.pageSize(count, size),
                count.number(0, HostReader.MOST_KIB)));
        return pages;
    }
}
