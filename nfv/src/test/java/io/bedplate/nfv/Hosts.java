package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

/** Small hosts for tests, built step by step. */
final class Hosts {
    private final List<NumaCell> cells = new ArrayList<>();
    private final List<CpuSet> cores = new ArrayList<>();
    private final List<PciDevice> pci = new ArrayList<>();
    private List<List<Integer>> distances = List.of();
    private HostConfig config = HostConfig.NONE;
    private HostUsage usage = HostUsage.NONE;

    static Hosts empty() {
        return new Hosts();
    }

    /** One cell of the cores (0,4) (1,5) (2,6) (3,7), all dedicated, 16 GiB. */
    static Hosts fourCores() {
        return empty().cell(0, 16 << 20, "0,4", "1,5", "2,6", "3,7").dedicated("0-7");
    }

    /** Cells of single-threaded cores: {@code cores} CPUs on each, numbered through, 16 GiB. */
    static Hosts singleThreaded(int cellCount, int coresPerCell) {
        var hosts = empty();
        for (int cell = 0; cell < cellCount; cell++) {
            String[] list = new String[coresPerCell];
            for (int core = 0; core < coresPerCell; core++) {
                list[core] = String.valueOf(cell * coresPerCell + core);
            }
            hosts.cell(cell, 16 << 20, list);
        }
        return hosts.dedicated("0-" + (cellCount * coresPerCell - 1));
    }

    Hosts cell(int socket, long memoryKib, String... cellCores) {
        var cpus = CpuSet.empty();
        for (var core : cellCores) {
            cores.add(CpuSet.parse(core));
            cpus = cpus.or(CpuSet.parse(core));
        }
        cells.add(new NumaCell(cells.size(), OptionalInt.of(socket), cpus, memoryKib, List.of()));
        return this;
    }

    Hosts pool(int cell, PageSize size, long total, long free) {
        var old = cells.get(cell);
        var pools = new ArrayList<>(old.pools());
        pools.add(new PagePool(size, total, free));
        cells.set(cell, new NumaCell(old.id(), old.socket(), old.cpus(), old.memoryKib(), pools));
        return this;
    }

    Hosts pf(String address, int cell, String... vfs) {
        var parent = PciAddress.parse(address);
        var children = List.of(vfs).stream().map(PciAddress::parse).toList();
        pci.add(device(parent, "1572", cell, PciDeviceType.PF, children, Optional.empty()));
        children.forEach(vf -> pci.add(device(vf, "154c", cell, PciDeviceType.VF, List.of(), Optional.of(parent))));
        return this;
    }

    Hosts plain(String address, String productId, int cell) {
        pci.add(device(PciAddress.parse(address), productId, cell, PciDeviceType.PCI, List.of(), Optional.empty()));
        return this;
    }

    private static PciDevice device(PciAddress address, String productId, int cell, PciDeviceType type,
            List<PciAddress> vfs, Optional<PciAddress> parent) {
        return new PciDevice(address, "8086", productId, cell < 0 ? OptionalInt.empty() : OptionalInt.of(cell), type,
                vfs.size(), vfs, parent, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    Hosts distances(int[][] table) {
        distances = List.of(table).stream().map(row -> java.util.Arrays.stream(row).boxed().toList()).toList();
        return this;
    }

    Hosts dedicated(String cpus) {
        config = new HostConfig(Optional.of(CpuSet.parse(cpus)), config.sharedCpus(), config.reservedPages(),
                config.physicalNetworks(), config.tunnelCells());
        return this;
    }

    Hosts shared(String cpus) {
        config = new HostConfig(config.dedicatedCpus(), Optional.of(CpuSet.parse(cpus)), config.reservedPages(),
                config.physicalNetworks(), config.tunnelCells());
        return this;
    }

    Hosts reserved(int cell, PageSize size, long count) {
        var pages = new ArrayList<>(config.reservedPages());
        pages.add(new HostConfig.ReservedPages(cell, size, count));
        config = new HostConfig(config.dedicatedCpus(), config.sharedCpus(), pages, config.physicalNetworks(),
                config.tunnelCells());
        return this;
    }

    Hosts network(String name, Integer... near) {
        var networks = new TreeMap<>(config.physicalNetworks());
        networks.put(name, new HostConfig.CellIds(List.of(near)));
        config = new HostConfig(config.dedicatedCpus(), config.sharedCpus(), config.reservedPages(), networks,
                config.tunnelCells());
        return this;
    }

    Hosts tunnel(Integer... near) {
        config = new HostConfig(config.dedicatedCpus(), config.sharedCpus(), config.reservedPages(),
                config.physicalNetworks(), new HostConfig.CellIds(List.of(near)));
        return this;
    }

    Hosts pinned(String cpus) {
        usage = new HostUsage(CpuSet.parse(cpus), usage.sharedVcpus(), usage.memoryMib(), usage.pages(), usage.pci());
        return this;
    }

    Hosts floating(int cell, int vcpus) {
        var shared = new TreeMap<>(usage.sharedVcpus());
        shared.put(cell, vcpus);
        usage = new HostUsage(usage.pinnedCpus(), shared, usage.memoryMib(), usage.pages(), usage.pci());
        return this;
    }

    Hosts memoryUsed(int cell, long mib) {
        var memory = new TreeMap<>(usage.memoryMib());
        memory.put(cell, mib);
        usage = new HostUsage(usage.pinnedCpus(), usage.sharedVcpus(), memory, usage.pages(), usage.pci());
        return this;
    }

    Hosts pagesUsed(int cell, PageSize size, long count) {
        var pages = new TreeMap<>(usage.pages());
        var bySize = new TreeMap<PageSize, Long>(pages.getOrDefault(cell, Collections.emptySortedMap()));
        bySize.put(size, count);
        pages.put(cell, bySize);
        usage = new HostUsage(usage.pinnedCpus(), usage.sharedVcpus(), usage.memoryMib(), pages, usage.pci());
        return this;
    }

    Hosts given(String... addresses) {
        var given = new TreeSet<>(usage.pci());
        List.of(addresses).forEach(address -> given.add(PciAddress.parse(address)));
        usage = new HostUsage(usage.pinnedCpus(), usage.sharedVcpus(), usage.memoryMib(), usage.pages(), given);
        return this;
    }

    HostTopology topology() {
        return new HostTopology("host", "x86_64", cells, cores, distances, List.of(), pci);
    }

    HostState state() {
        return HostState.of(topology(), config, usage);
    }
}
