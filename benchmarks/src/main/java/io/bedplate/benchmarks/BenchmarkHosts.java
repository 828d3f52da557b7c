package io.bedplate.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
import io.bedplate.nfv.HostState;

/**
 * The hosts on which Nova was measured: every cell with 128 GiB, 48 of them in pages of 2 MiB and 64 in pages of 1 GiB, two
 * threads a core, every CPU dedicated, a physical network near every cell.
 *
 * @param cells          NUMA cells
 * @param cpus           CPUs of each
 * @param cellsPerSocket which cells share a socket
 * @param fill           share of cores and pages in use
 * @param pfs            PFs on each cell
 * @param vfs            VFs of each PF
 */
record BenchmarkHosts(int cells, int cpus, int cellsPerSocket, double fill, int pfs, int vfs) {
    private static final long PAGES_2M = 48 * 512;
    private static final long PAGES_1G = 64;

    /** The shapes of nova-figures by name ({@code 4x32}), and one of 64 cells. */
    static BenchmarkHosts shape(String name) {
        return switch (name) {
            case "2x16" -> new BenchmarkHosts(2, 16, 1, 0, 0, 0);
            case "4x32" -> new BenchmarkHosts(4, 32, 2, 0, 0, 0);
            case "8x32" -> new BenchmarkHosts(8, 32, 4, 0, 0, 0);
            case "16x16" -> new BenchmarkHosts(16, 16, 8, 0, 0, 0);
            case "64x16" -> new BenchmarkHosts(64, 16, 8, 0, 0, 0);
            default -> throw new IllegalArgumentException("host shape \"%s\"".formatted(name));
        };
    }

    /** 8 cells, 512 CPUs, 2,000 VFs. */
    static BenchmarkHosts large() {
        return new BenchmarkHosts(8, 64, 4, 0.3, 2, 125);
    }

    BenchmarkHosts filled(double share) {
        return new BenchmarkHosts(cells, cpus, cellsPerSocket, share, pfs, vfs);
    }

    BenchmarkHosts withVfs(int pfsOfCell, int vfsOfPf) {
        return new BenchmarkHosts(cells, cpus, cellsPerSocket, fill, pfsOfCell, vfsOfPf);
    }

    /** The state of one such host; the seed decides which cores are in use. */
    HostState state(int seed) {
        return HostState.of(topology(), config(), usage(new Random(seed), -1));
    }

    /** The same with one cell that nobody uses. */
    HostState stateWithEmptyCell(int seed, int emptyCell) {
        return HostState.of(topology(), config(), usage(new Random(seed), emptyCell));
    }

    HostTopology topology() {
        var numaCells = new ArrayList<NumaCell>();
        var cores = new ArrayList<CpuSet>();
        var distances = new ArrayList<List<Integer>>();
        for (int cell = 0; cell < cells; cell++) {
            int first = cell * cpus;
            numaCells.add(new NumaCell(cell, OptionalInt.of(cell / cellsPerSocket),
                    CpuSet.range(first, first + cpus - 1), 128L << 20,
                    List.of(new PagePool(PageSize.MIB_2, PAGES_2M, PAGES_2M),
                            new PagePool(PageSize.GIB_1, PAGES_1G, PAGES_1G))));
            cores.addAll(coresOf(cell));
            var row = new ArrayList<Integer>();
            for (int other = 0; other < cells; other++) {
                row.add(other == cell ? 10 : other / cellsPerSocket == cell / cellsPerSocket ? 12 : 32);
            }
            distances.add(row);
        }
        return new HostTopology("benchmark", "x86_64", numaCells, cores, distances, List.of(), devices());
    }

    private List<CpuSet> coresOf(int cell) {
        var cores = new ArrayList<CpuSet>();
        for (int core = 0; core < cpus / 2; core++) {
            cores.add(CpuSet.of(cell * cpus + core, cell * cpus + core + cpus / 2));
        }
        return cores;
    }

    private HostConfig config() {
        var networks = new TreeMap<String, HostConfig.CellIds>();
        for (int cell = 0; cell < cells; cell++) {
            networks.put("physnet" + cell, new HostConfig.CellIds(List.of(cell)));
        }
        return new HostConfig(Optional.of(CpuSet.range(0, cells * cpus - 1)), Optional.empty(), List.of(), networks,
                HostConfig.NONE.tunnelCells());
    }

    private HostUsage usage(Random random, int emptyCell) {
        var pinned = CpuSet.empty();
        var pages = new TreeMap<Integer, SortedMap<PageSize, Long>>();
        var memory = new TreeMap<Integer, Long>();
        for (int cell = 0; cell < cells && fill > 0; cell++) {
            var cores = coresOf(cell);
            Collections.shuffle(cores, random);
            if (cell != emptyCell) {
                pinned = cores.subList(0, (int) (cores.size() * fill)).stream().reduce(pinned, CpuSet::or);
                var bySize = new TreeMap<PageSize, Long>();
                bySize.put(PageSize.MIB_2, (long) (PAGES_2M * fill));
                bySize.put(PageSize.GIB_1, (long) (PAGES_1G * fill));
                pages.put(cell, bySize);
                memory.put(cell, (long) (112 * 1024 * fill));
            }
        }
        return new HostUsage(pinned, new TreeMap<>(), memory, pages, new TreeSet<>());
    }

    /** PFs and VFs, cell by cell. */
    List<PciDevice> devices() {
        var devices = new ArrayList<PciDevice>();
        for (int pf = 0; pf < cells * pfs; pf++) {
            var cell = OptionalInt.of(pf / pfs);
            var parent = new PciAddress(0, pf + 1, 0, 0);
            var children = new ArrayList<PciAddress>();
            for (int vf = 0; vf < vfs; vf++) {
                children.add(new PciAddress(0, pf + 1, 1 + vf / 8, vf % 8));
            }
            devices.add(device(parent, "1572", cell, PciDeviceType.PF, children, Optional.empty()));
            children.forEach(vf -> devices
                    .add(device(vf, "154c", cell, PciDeviceType.VF, List.of(), Optional.of(parent))));
        }
        return devices;
    }

    private static PciDevice device(PciAddress address, String product, OptionalInt cell, PciDeviceType type,
            List<PciAddress> vfs, Optional<PciAddress> parent) {
        return new PciDevice(address, "8086", product, cell, type, vfs.size(), vfs, parent, Optional.empty(),
                OptionalInt.empty(), Optional.empty());
    }
}
