package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.hugepages.HostMemory;
import io.bedplate.hugepages.PageSizes;
import io.bedplate.numa.CellDistances;
import io.bedplate.numa.CpuSets;
import io.bedplate.numa.HostCpuLayout;
import io.bedplate.sriov.DeviceInventory;

/** The part of a host's state that no claim changes, in the form that planning wants. Cells are named by their index. */
final class HostLayout {
    final int[] ids;
    final HostCpuLayout cpus;
    final CellDistances distances;
    final DeviceInventory devices;
    final long baseKib;
    /** All huge-page sizes of the host, descending. */
    final long[] hugeKib;
    /** Per physical network the indexes of the cells near it. */
    final Map<String, int[]> networks;
    /** The cells near the tunnel endpoint; empty = not laid down. */
    final Optional<int[]> tunnel;
    final List<String> warnings;

    private HostLayout(HostTopology topology, HostConfig config) {
        var cells = topology.cells();
        var cellCpus = cells.stream().map(NumaCell::cpus).toList();
        var sets = CpuSets.of(config.dedicatedCpus(), config.sharedCpus(), cellCpus, topology.cores());
        var base = base(topology);
        ids = cells.stream().mapToInt(NumaCell::id).toArray();
        cpus = HostCpuLayout.of(cells, topology.cores(), topology.caches(), sets);
        distances = CellDistances.of(cells, topology.distances());
        devices = DeviceInventory.of(topology.pci(), cells);
        baseKib = base.kib();
        hugeKib = cells.stream().flatMap(cell -> HostMemory.pools(cell, base).stream()).map(pool -> pool.size().kib())
                .distinct().sorted(Comparator.reverseOrder()).mapToLong(Long::longValue).toArray();
        networks = new HashMap<>();
        config.physicalNetworks().forEach((name, near) -> {
            if (!near.ids().isEmpty()) {
                networks.put(name, indexes(near.ids()));
            }
        });
        tunnel = config.tunnelCells().ids().isEmpty()
                ? Optional.empty()
                : Optional.of(indexes(config.tunnelCells().ids()));
        warnings = warnings(topology, config);
    }

    static HostLayout of(HostTopology topology, HostConfig config) {
        return new HostLayout(topology, config);
    }

    static PageSize base(HostTopology topology) {
        var sizes = new TreeSet<PageSize>();
        topology.cells().forEach(cell -> cell.pools().forEach(pool -> sizes.add(pool.size())));
        return PageSizes.base(topology.arch(), sizes);
    }

    private int[] indexes(List<Integer> cellIds) {
        return cellIds.stream().mapToInt(this::indexOf).filter(index -> index >= 0).distinct().sorted().toArray();
    }

    int cells() {
        return ids.length;
    }

    /** The index of the cell with an id, or -1. */
    int indexOf(int id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> warnings(HostTopology topology, HostConfig config) {
        var warnings = new ArrayList<String>();
        var online = topology.onlineCpus();
        config.dedicatedCpus().ifPresent(set -> warnOffline("dedicated", set, online, warnings));
        config.sharedCpus().ifPresent(set -> warnOffline("shared", set, online, warnings));
        var both = config.dedicatedCpus().orElse(CpuSet.empty()).and(config.sharedCpus().orElse(CpuSet.empty()));
        if (!both.isEmpty()) {
            warnings.add("CPUs %s are in the dedicated and in the shared set: taken as dedicated".formatted(both));
        }
        config.physicalNetworks().forEach((name, near) -> warnUnknown("physical network " + name, near, topology,
                warnings));
        warnUnknown("tunnel", config.tunnelCells(), topology, warnings);
        return List.copyOf(warnings);
    }

    private static void warnOffline(String name, CpuSet set, CpuSet online, List<String> warnings) {
        var offline = set.minus(online);
        if (!offline.isEmpty()) {
            warnings.add("CPUs %s of the %s set are offline: never used".formatted(offline, name));
        }
    }

    private static void warnUnknown(String what, HostConfig.CellIds near, HostTopology topology,
            List<String> warnings) {
        var unknown = near.ids().stream().filter(id -> topology.cell(id).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            warnings.add("%s names cells %s, which are not there".formatted(what, unknown));
        }
    }
}
