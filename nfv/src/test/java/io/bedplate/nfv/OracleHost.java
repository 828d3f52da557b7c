package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;

/**
 * A host as the contract's words have it, for checking the planner: sets and sums worked out from the input anew, CPUs as
 * the bits of a word.
 */
final class OracleHost {
    final HostTopology topology;
    final HostConfig config;
    final HostUsage usage;
    final boolean open;
    final long dedicated;
    final long shared;
    final long pinned;
    final Map<Integer, NumaCell> cells = new HashMap<>();
    final Set<PciAddress> unavailable = new HashSet<>();

    OracleHost(HostTopology topology, HostConfig config, HostUsage usage) {
        this.topology = topology;
        this.config = config;
        this.usage = usage;
        topology.cells().forEach(cell -> cells.put(cell.id(), cell));
        long online = mask(topology.onlineCpus());
        open = config.dedicatedCpus().isEmpty() && config.sharedCpus().isEmpty();
        dedicated = open ? online : online & mask(config.dedicatedCpus().orElse(CpuSet.empty()));
        shared = open ? online : online & mask(config.sharedCpus().orElse(CpuSet.empty())) & ~dedicated;
        pinned = mask(usage.pinnedCpus());
        var given = Set.copyOf(usage.pci());
        for (var device : topology.pci()) {
            boolean parentGiven = device.parent().filter(given::contains).isPresent();
            boolean childGiven = device.vfs().stream().anyMatch(given::contains);
            if (given.contains(device.address()) || parentGiven || childGiven) {
                unavailable.add(device.address());
            }
        }
    }

    private NumaCell cell(int id) {
        return topology.cell(id).orElseThrow();
    }

    static long mask(CpuSet set) {
        long mask = 0;
        for (int cpu : set.toArray()) {
            mask |= 1L << cpu;
        }
        return mask;
    }

    long freeDedicated(int cell) {
        return mask(cell(cell).cpus()) & dedicated & ~pinned;
    }

    long sharedOf(int cell) {
        return mask(cell(cell).cpus()) & shared & ~pinned;
    }

    /** Threads of a core that guests may come to run on. */
    List<Long> coresOf(int cell) {
        var list = new ArrayList<Long>();
        long left = mask(cell(cell).cpus());
        for (var core : topology.cores()) {
            if ((mask(core) & left) != 0) {
                list.add(mask(core) & (dedicated | shared));
            }
        }
        return list;
    }

    int sharedUsed(int cell) {
        return usage.sharedVcpus().getOrDefault(cell, 0);
    }

    long smallKib(int cell) {
        long kib = cell(cell).memoryKib();
        for (var pool : cell(cell).pools()) {
            kib -= pool.total() * pool.size().kib();
        }
        return Math.max(0, kib);
    }

    long smallUsedKib(int cell) {
        long kib = usage.memoryMib().getOrDefault(cell, 0L) * 1024;
        var pages = usage.pages().get(cell);
        if (pages != null) {
            for (var entry : pages.entrySet()) {
                kib -= entry.getKey().kib() * entry.getValue();
            }
        }
        return Math.max(0, kib);
    }

    long pagesLeft(int cell, PageSize size) {
        var pool = cell(cell).pool(size);
        if (pool.isEmpty()) {
            return -1;
        }
        var pages = usage.pages().get(cell);
        long used = pages == null ? 0 : pages.getOrDefault(size, 0L);
        long reserved = 0;
        for (var entry : config.reservedPages()) {
            reserved += entry.cell() == cell && entry.size().equals(size) ? entry.count() : 0;
        }
        return Math.min(pool.get().free(), pool.get().total() - used) - reserved;
    }

    Set<Long> hugeSizes() {
        var sizes = new HashSet<Long>();
        topology.cells().forEach(cell -> cell.pools().forEach(pool -> sizes.add(pool.size().kib())));
        return sizes;
    }

    boolean isSameSocket(int cell, int other) {
        OptionalInt socket = cell(cell).socket();
        return socket.isPresent() && socket.equals(cell(other).socket());
    }

    List<PciDevice> availableDevices() {
        return topology.pci().stream().filter(device -> !unavailable.contains(device.address())).toList();
    }
}
