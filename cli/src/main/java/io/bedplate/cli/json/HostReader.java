package io.bedplate.cli.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;

/**
 * Reads HOST of the contract. Keys it does not know are let pass, since later versions of {@code host show} may say more;
 * what it does know must be right.
 */
public final class HostReader {
    static final long MOST_KIB = 1L << 50;

    private HostReader() {}

    /**
     * Reads the document and checks it as a whole.
     *
     * @throws JsonInputException naming the key and what was expected
     */
    public static HostDocument read(JsonCursor json) {
        var topology = topology(json);
        return new HostDocument(topology, HostConfigReader.read(json.field("config")),
                json.field("config").flatMap(config -> config.field("pci_aliases")).map(PciAliasReader::read),
                json.field("used").map(used -> usage(used, topology)).orElse(HostUsage.NONE));
    }

    /** Reads {@code used} of a host. */
    static HostUsage usage(JsonCursor used, HostTopology topology) {
        return HostUsageReader.read(used, topology.cells().stream().map(NumaCell::id).toList());
    }

    private static HostTopology topology(JsonCursor json) {
        var cells = cells(json.required("nodes"));
        var online = cells.stream().map(NumaCell::cpus).reduce(CpuSet.empty(), CpuSet::or);
        return new HostTopology(json.field("name").map(JsonCursor::text).orElse("unknown"),
                json.field("arch").map(JsonCursor::text).orElse("unknown"), cells,
                cores(json.elements("siblings"), online), distances(json, cells.size()),
                json.elements("caches").stream().map(HostReader::cache).toList(),
                PciReader.devices(json.elements("pci")));
    }

    private static List<NumaCell> cells(JsonCursor nodes) {
        var cells = new ArrayList<NumaCell>();
        var ids = new HashSet<Integer>();
        var placed = CpuSet.empty();
        for (var node : nodes.elements()) {
            var cell = cell(node);
            if (!ids.add(cell.id())) {
                throw node.required("id").wrong("each id once");
            }
            if (placed.intersects(cell.cpus())) {
                throw node.required("cpus").wrong("each CPU in one node", twice(placed.and(cell.cpus())));
            }
            placed = placed.or(cell.cpus());
            cells.add(cell);
        }
        return cells;
    }

    private static String twice(CpuSet cpus) {
        return cpus(cpus) + " twice";
    }

    /** {@code CPU 3} or {@code CPUs 3-5}. */
    static String cpus(CpuSet cpus) {
        return (cpus.size() == 1 ? "CPU " : "CPUs ") + cpus;
    }

    private static NumaCell cell(JsonCursor node) {
        var pools = node.entries("pages").entrySet().stream().map(entry -> pool(entry.getKey(), entry.getValue()))
                .toList();
        return new NumaCell(node.required("id").integer(0, Integer.MAX_VALUE), id(node, "socket"),
                node.field("cpus").map(JsonCursor::cpus).orElse(CpuSet.empty()),
                node.required("memory_kib").number(0, MOST_KIB), pools);
    }

    static OptionalInt id(JsonCursor json, String key) {
        return json.field(key).map(id -> OptionalInt.of(id.integer(0, Integer.MAX_VALUE))).orElse(OptionalInt.empty());
    }

    private static PagePool pool(String key, JsonCursor pool) {
        var size = pageSize(pool, key);
        long total = pool.required("total").number(0, MOST_KIB / size.kib());
        return new PagePool(size, total, pool.required("free").number(0, total));
    }

    /** A page size as a key: a number of KiB. */
    static PageSize pageSize(JsonCursor at, String key) {
        try {
            return new PageSize(Long.parseLong(key));
        } catch (IllegalArgumentException _) {
            throw at.wrong("a page size in KiB as the key");
        }
    }

    /** A CPU that no list names is a core of its own. */
    private static List<CpuSet> cores(List<JsonCursor> siblings, CpuSet online) {
        var cores = new ArrayList<CpuSet>();
        var placed = CpuSet.empty();
        for (var list : siblings) {
            var core = list.cpus();
            if (placed.intersects(core)) {
                throw list.wrong("each CPU in one list", twice(placed.and(core)));
            }
            placed = placed.or(core);
            cores.add(core.and(online));
        }
        online.minus(placed).forEach(cpu -> cores.add(CpuSet.of(cpu)));
        return cores.stream().filter(core -> !core.isEmpty()).toList();
    }

    private static List<List<Integer>> distances(JsonCursor json, int cells) {
        var rows = json.elements("distances");
        if (!rows.isEmpty() && rows.size() != cells) {
            throw json.required("distances").wrong(cells + " rows or none", Integer.toString(rows.size()));
        }
        return rows.stream().map(row -> distances(row, row.elements(), cells)).toList();
    }

    private static List<Integer> distances(JsonCursor row, List<JsonCursor> columns, int cells) {
        if (columns.size() != cells) {
            throw row.wrong(cells + " distances", Integer.toString(columns.size()));
        }
        return columns.stream().map(distance -> distance.integer(0, 0xffff)).toList();
    }

    private static Cache cache(JsonCursor json) {
        return new Cache(json.required("level").integer(1, 9), id(json, "id").orElse(Cache.NO_ID),
                json.field("size_kib").map(size -> size.number(0, MOST_KIB)).orElse(0L),
                json.required("cpus").cpus());
    }
}
