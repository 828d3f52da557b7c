package io.bedplate.cli.json;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostConfig.CellIds;
import io.bedplate.host.HostConfig.ReservedPages;
import io.bedplate.host.PageSize;

/** Reads {@code config} of HOST. */
final class HostConfigReader {
    private HostConfigReader() {}

    static HostConfig read(Optional<JsonCursor> config) {
        return config.map(HostConfigReader::read).orElse(HostConfig.NONE);
    }

    private static HostConfig read(JsonCursor json) {
        var dedicated = json.field("cpu_dedicated_set").map(JsonCursor::cpus);
        var shared = json.field("cpu_shared_set");
        shared.ifPresent(set -> {
            var both = set.cpus().and(dedicated.orElse(CpuSet.empty()));
            if (!both.isEmpty()) {
                throw set.wrong("no CPU of cpu_dedicated_set", HostReader.cpus(both));
            }
        });
        var networks = new TreeMap<String, CellIds>();
        json.entries("physnets").forEach((name, cells) -> networks.put(name, cells(cells.elements())));
        return new HostConfig(dedicated, shared.map(JsonCursor::cpus),
                json.elements("reserved_huge_pages").stream().map(HostConfigReader::reserved).toList(), networks,
                cells(json.elements("tunnel_nodes")));
    }

    private static CellIds cells(List<JsonCursor> ids) {
        return new CellIds(ids.stream().map(id -> id.integer(0, Integer.MAX_VALUE)).toList());
    }

    private static ReservedPages reserved(JsonCursor json) {
        var kib = json.required("size_kib");
        long size = kib.number(1, HostReader.MOST_KIB);
        if (Long.bitCount(size) != 1) {
            throw kib.wrong("a power of two");
        }
        return new ReservedPages(json.required("node").integer(0, Integer.MAX_VALUE), new PageSize(size),
                json.required("count").number(0, HostReader.MOST_KIB / size));
    }
}
