package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

/** Hosts of one to four cells from a seed: small enough to try everything, odd enough to matter. */
final class RandomHosts {
    private static final long MIB = 1024;

    private final Random random;
    private final List<NumaCell> cells = new ArrayList<>();
    private final List<CpuSet> cores = new ArrayList<>();
    private final List<Cache> caches = new ArrayList<>();
    private final List<PciDevice> pci = new ArrayList<>();
    private int nextCpu;
    private int nextBus = 1;

    RandomHosts(Random random) {
        this.random = random;
    }

    /** What a host has, how it is set up, what is used. */
    record Host(HostTopology topology, HostConfig config, HostUsage usage) {
        HostState state() {
            return HostState.of(topology, config, usage);
        }

        OracleHost oracle() {
            return new OracleHost(topology, config, usage);
        }
    }

    Host next() {
        int count = 1 + random.nextInt(4);
        int id = random.nextInt(3);
        boolean sockets = random.nextInt(4) > 0;
        for (int i = 0; i < count; i++) {
            var socket = sockets ? OptionalInt.of(i / 2) : OptionalInt.empty();
            cells.add(cell(id, socket));
            id += 1 + random.nextInt(2);
        }
        for (int functions = random.nextInt(6); functions > 0; functions--) {
            addFunction();
        }
        var topology = new HostTopology("random", "x86_64", cells, cores, distances(count), caches, pci);
        var config = config();
        return new Host(topology, config, usage(topology, config));
    }

    private NumaCell cell(int id, OptionalInt socket) {
        var cpus = CpuSet.empty();
        int threads = List.of(1, 2, 2, 2, 4).get(random.nextInt(5));
        for (int count = random.nextInt(10) == 0 ? 0 : 2 + random.nextInt(4); count > 0; count--) {
            // Hybrid hosts have cores with fewer threads than others.
            int mine = random.nextInt(6) == 0 ? 1 : threads;
            var core = CpuSet.range(nextCpu, nextCpu + Math.min(mine, 6 - Math.min(5, cpus.size())) - 1);
            nextCpu += core.size() + (random.nextInt(8) == 0 ? 1 : 0);
            cores.add(core);
            cpus = cpus.or(core);
            if (random.nextBoolean()) {
                caches.add(new Cache(3, caches.size(), 0, core));
            }
        }
        var pools = new ArrayList<PagePool>();
        addPool(pools, PageSize.MIB_2, 16);
        addPool(pools, PageSize.GIB_1, 4);
        long inPools = pools.stream().mapToLong(pool -> pool.total() * pool.size().kib()).sum();
        long memory = random.nextInt(16) == 0 ? inPools : inPools + random.nextInt(24) * MIB;
        return new NumaCell(id, socket, cpus, memory, pools);
    }

    private void addPool(List<PagePool> pools, PageSize size, int most) {
        if (random.nextInt(4) > 0) {
            int total = 1 + random.nextInt(most);
            pools.add(new PagePool(size, total, random.nextInt(3) > 0 ? total : random.nextInt(total + 1)));
        }
    }

    private OptionalInt someCell() {
        return random.nextInt(6) == 0
                ? OptionalInt.empty()
                : OptionalInt.of(cells.get(random.nextInt(cells.size())).id());
    }

    private void addFunction() {
        var address = new PciAddress(0, nextBus++, 0, 0);
        var cell = someCell();
        if (random.nextInt(3) == 0) {
            pci.add(device(address, "aaaa", cell, PciDeviceType.PCI, List.of(), Optional.empty()));
            return;
        }
        var vfs = new ArrayList<PciAddress>();
        for (int vf = random.nextInt(5); vf > 0; vf--) {
            vfs.add(new PciAddress(0, address.bus(), 1, vf));
        }
        var product = random.nextBoolean() ? "bbbb" : "cccc";
        pci.add(device(address, "1572", cell, PciDeviceType.PF, vfs, Optional.empty()));
        vfs.forEach(vf -> pci.add(device(vf, product, cell, PciDeviceType.VF, List.of(), Optional.of(address))));
    }

    private static PciDevice device(PciAddress address, String product, OptionalInt cell, PciDeviceType type,
            List<PciAddress> vfs, Optional<PciAddress> parent) {
        return new PciDevice(address, "8086", product, cell, type, vfs.size(), vfs, parent, Optional.empty(),
                OptionalInt.empty(), Optional.empty());
    }

    private List<List<Integer>> distances(int count) {
        if (random.nextInt(4) == 0) {
            return List.of();
        }
        var table = new ArrayList<List<Integer>>();
        for (int from = 0; from < count; from++) {
            var row = new ArrayList<Integer>();
            for (int to = 0; to < count; to++) {
                row.add(from == to ? 10 : List.of(12, 21, 32).get(random.nextInt(3)));
            }
            table.add(row);
        }
        return table;
    }

    private CpuSet someCpus(int oneIn) {
        var set = CpuSet.empty();
        for (int cpu = 0; cpu < nextCpu + 2; cpu++) {
            set = random.nextInt(oneIn) == 0 ? set.plus(cpu) : set;
        }
        return set;
    }

    private HostConfig config() {
        var reserved = new ArrayList<HostConfig.ReservedPages>();
        if (random.nextInt(3) == 0) {
            reserved.add(new HostConfig.ReservedPages(cells.getFirst().id(), PageSize.MIB_2, random.nextInt(4)));
        }
        var networks = new TreeMap<String, HostConfig.CellIds>();
        for (int i = random.nextInt(5); i > 0; i--) {
            networks.put("physnet" + i, someCells());
        }
        var tunnel = random.nextInt(3) == 0 ? someCells() : new HostConfig.CellIds(List.of());
        var all = CpuSet.range(0, Math.max(0, nextCpu - 1));
        return switch (random.nextInt(10)) {
            case 0 -> new HostConfig(Optional.empty(), Optional.empty(), reserved, networks, tunnel);
            case 1 -> new HostConfig(Optional.of(all), Optional.empty(), reserved, networks, tunnel);
            case 2 -> new HostConfig(Optional.empty(), Optional.of(someCpus(2)), reserved, networks, tunnel);
            default -> {
                var shared = someCpus(5);
                var dedicated = all.minus(shared).minus(random.nextInt(3) == 0 ? someCpus(5) : CpuSet.empty());
                yield new HostConfig(Optional.of(dedicated), Optional.of(shared), reserved, networks, tunnel);
            }
        };
    }

    private HostConfig.CellIds someCells() {
        var ids = new ArrayList<Integer>();
        cells.forEach(cell -> {
            if (random.nextInt(3) == 0) {
                ids.add(cell.id());
            }
        });
        return new HostConfig.CellIds(ids);
    }

    private HostUsage usage(HostTopology topology, HostConfig config) {
        if (random.nextInt(4) == 0) {
            return HostUsage.NONE;
        }
        var dedicated = config.dedicatedCpus().orElse(
                config.sharedCpus().isEmpty() ? topology.onlineCpus() : CpuSet.empty());
        var pinned = someCpus(4 + random.nextInt(8)).and(dedicated);
        var shared = new TreeMap<Integer, Integer>();
        var memory = new TreeMap<Integer, Long>();
        var pages = new TreeMap<Integer, SortedMap<PageSize, Long>>();
        for (var cell : cells) {
            if (random.nextInt(3) == 0) {
                shared.put(cell.id(), random.nextInt(4));
            }
            long mib = random.nextInt(5);
            if (random.nextInt(3) == 0 && !cell.pools().isEmpty()) {
                var pool = cell.pools().getFirst();
                long used = random.nextInt((int) pool.total() + 1);
                pages.put(cell.id(), new TreeMap<>(Map.of(pool.size(), used)));
                mib += used * pool.size().kib() / MIB;
            }
            memory.put(cell.id(), mib);
        }
        var given = new TreeSet<PciAddress>();
        pci.stream().filter(device -> device.type() != PciDeviceType.PF && random.nextInt(5) == 0)
                .forEach(device -> given.add(device.address()));
        pci.stream().filter(device -> device.type() == PciDeviceType.PF && random.nextInt(6) == 0
                && device.vfs().stream().noneMatch(given::contains)).forEach(device -> given.add(device.address()));
        return new HostUsage(pinned, shared, memory, pages, given);
    }
}
