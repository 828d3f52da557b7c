package io.bedplate.numa.sysfs;

import java.util.List;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;
import io.bedplate.host.files.HostFiles;

/**
 * CPUs and memory of a host. Sources: the kernel's Documentation/ABI/stable/sysfs-devices-node,
 * Documentation/admin-guide/cputopology.rst and Documentation/ABI/testing/sysfs-devices-system-cpu.
 *
 * @param cells     ascending by id, without their huge-page pools; a host without node folders is one cell 0
 * @param cores     the online threads of each core, ascending by lowest thread
 * @param distances in the order of {@code cells}; empty where unknown
 * @param caches    by level, then lowest CPU; no instruction caches
 */
public record NumaLayout(List<NumaCell> cells, List<CpuSet> cores, List<List<Integer>> distances, List<Cache> caches) {
    public NumaLayout {
        cells = List.copyOf(cells);
        cores = List.copyOf(cores);
        distances = List.copyOf(distances);
        caches = List.copyOf(caches);
    }

    public static NumaLayout read(HostFiles files) {
        var online = OnlineCpus.read(files);
        var nodes = NodeFolders.read(files, online);
        var packages = Packages.read(files, online);
        var cells = nodes.folders().stream()
                .map(node -> new NumaCell(node.id(), packages.of(node.cpus()), node.cpus(), node.memoryKib(),
                        List.of()))
                .toList();
        return new NumaLayout(cells, Cores.read(files, online), Distances.read(files, nodes),
                Caches.read(files, online));
    }
}
