package io.bedplate.fake;

import java.util.TreeMap;
import java.util.stream.Collectors;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;

/** The {@code /sys} and the still part of {@code /proc} that show a topology. Pure. */
final class SysTree {
    private static final String CPU = "sys/devices/system/cpu/";
    private static final String NODE = "sys/devices/system/node/";

    private final HostTopology host;
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    private SysTree(HostTopology host) {
        this.host = host;
    }

    static HostTree of(HostTopology host) {
        var tree = new SysTree(host);
        tree.proc();
        tree.cpus();
        host.cells().forEach(tree::cell);
        tree.nodes();
        PciTree.of(host).forEach(tree.entries::put);
        tree.entries.put("sys/class/net/%s/bridge".formatted(PortCheck.BRIDGE), new Entry.Folder());
        return new HostTree(tree.entries);
    }

    private void put(String path, Object text) {
        entries.put(path, new Entry.Text(text.toString()));
    }

    private void proc() {
        put("proc/sys/kernel/hostname", host.name());
        put("proc/sys/kernel/arch", host.arch());
        put("proc/cpuinfo", host.onlineCpus().stream().mapToObj(cpu -> "processor\t: " + cpu)
                .collect(Collectors.joining("\n\n")));
        put("proc/meminfo",
                "MemTotal:       %d kB".formatted(host.cells().stream().mapToLong(NumaCell::memoryKib).sum()));
        put("proc/mounts", """
                hugetlbfs /dev/hugepages hugetlbfs rw,relatime,pagesize=2M 0 0
                hugetlbfs /dev/hugepages1G hugetlbfs rw,relatime,pagesize=1024M 0 0""");
    }

    private void cpus() {
        var online = host.onlineCpus();
        put(CPU + "online", online);
        put(CPU + "present", online);
        put(CPU + "possible", online);
        put(CPU + "isolated", "");
        for (int core = 0; core < host.cores().size(); core++) {
            int id = core;
            host.cores().get(core).forEach(cpu -> topology(cpu, id, host.cores().get(id)));
        }
        for (var cell : host.cells()) {
            cell.socket().ifPresent(socket -> cell.cpus()
                    .forEach(cpu -> put("%scpu%d/topology/physical_package_id".formatted(CPU, cpu), socket)));
        }
        host.caches().forEach(this::cache);
    }

    private void topology(int cpu, int core, CpuSet siblings) {
        String folder = "%scpu%d/topology/".formatted(CPU, cpu);
        put(folder + "core_id", core);
        put(folder + "thread_siblings_list", siblings);
        put(folder + "core_cpus_list", siblings);
    }

    private void cache(Cache cache) {
        cache.cpus().forEach(cpu -> {
            String folder = "%scpu%d/cache/index%d/".formatted(CPU, cpu, cache.level());
            put(folder + "level", cache.level());
            put(folder + "id", cache.id());
            put(folder + "type", "Unified");
            put(folder + "size", cache.sizeKib() + "K");
            put(folder + "shared_cpu_list", cache.cpus());
        });
    }

    private void nodes() {
        var all = CpuSet.of(host.cells().stream().mapToInt(NumaCell::id).toArray());
        put(NODE + "online", all);
        put(NODE + "possible", all);
        put(NODE + "has_cpu", CpuSet.of(
                host.cells().stream().filter(cell -> !cell.cpus().isEmpty()).mapToInt(NumaCell::id).toArray()));
        put(NODE + "has_memory", CpuSet.of(
                host.cells().stream().filter(cell -> cell.memoryKib() > 0).mapToInt(NumaCell::id).toArray()));
        for (int row = 0; row < host.distances().size(); row++) {
            put("%snode%d/distance".formatted(NODE, host.cells().get(row).id()), host.distances().get(row).stream()
                    .map(Object::toString).collect(Collectors.joining(" ")));
        }
    }

    private void cell(NumaCell cell) {
        String folder = "%snode%d/".formatted(NODE, cell.id());
        put(folder + "cpulist", cell.cpus());
        put(folder + "meminfo", "Node %1$d MemTotal:       %2$d kB".formatted(cell.id(), cell.memoryKib()));
        cell.cpus().forEach(cpu -> entries.put(folder + "cpu" + cpu, new Entry.Link("../../cpu/cpu" + cpu)));
        cell.pools().forEach(pool -> pool(folder, pool));
    }

    /** Stands for the counters, which {@link LiveFiles} writes itself. */
    private void pool(String cellFolder, PagePool pool) {
        String folder = "%shugepages/hugepages-%dkB/".formatted(cellFolder, pool.size().kib());
        put(folder + "nr_hugepages", pool.total());
        put(folder + "free_hugepages", pool.free());
        put(folder + "surplus_hugepages", 0);
    }
}
