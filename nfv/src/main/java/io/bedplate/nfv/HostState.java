package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.hugepages.CellMemory;
import io.bedplate.hugepages.HostMemory;
import io.bedplate.numa.HostCpus;
import io.bedplate.sriov.DevicePools;

/**
 * What one host has and who holds it, made for planning. Immutable; states of one host share all that claims do not
 * change. It does not keep the topology it was made from: that is many times its size.
 *
 * <p>
 * Guests without cells run anywhere, so their floating vCPUs and their memory count on every cell by its share of the
 * shared CPUs and of the memory.
 */
public final class HostState {
    final HostLayout layout;
    final HostCpus cpus;
    final HostMemory memory;
    final DevicePools devices;
    /** Pinned CPUs that no guest may have: offline, or in none of the sets. */
    final CpuSet strayPins;
    private final List<String> warnings;

    HostState(HostLayout layout, HostCpus cpus, HostMemory memory, DevicePools devices, CpuSet strayPins,
            List<String> warnings) {
        this.layout = layout;
        this.cpus = cpus;
        this.memory = memory;
        this.devices = devices;
        this.strayPins = strayPins;
        this.warnings = warnings;
    }

    /** The state of a host from what it has, what the operator laid down and what guests hold. */
    public static HostState of(HostTopology topology, HostConfig config, HostUsage usage) {
        return of(HostLayout.of(topology, config), topology, config, usage);
    }

    /**
     * The same host when guests hold something else.
     *
     * @param topology what this state was made from
     * @param config   likewise
     */
    public HostState withUsage(HostTopology topology, HostConfig config, HostUsage usage) {
        return of(layout, topology, config, usage);
    }

    private static HostState of(HostLayout layout, HostTopology topology, HostConfig config, HostUsage usage) {
        int[] floating = topology.cells().stream()
                .mapToInt(cell -> usage.sharedVcpus().getOrDefault(cell.id(), 0)).toArray();
        var cpus = HostCpus.of(layout.cpus, usage.pinnedCpus(), floating);
        var memory = HostMemory.of(topology.cells(), new PageSize(layout.baseKib),
                (cell, size) -> reserved(config, cell, size), (cell, size) -> used(usage, cell, size),
                cell -> usage.memoryMib().getOrDefault(cell.id(), 0L) << 10);
        return new HostState(layout, cpus, memory, DevicePools.of(layout.devices, topology.pci(), usage.pci()),
                usage.pinnedCpus().minus(cpus.pinnedCpus()), warnings(layout, usage));
    }

    private static List<String> warnings(HostLayout layout, HostUsage usage) {
        var named = new TreeSet<Integer>(usage.sharedVcpus().keySet());
        named.addAll(usage.memoryMib().keySet());
        named.addAll(usage.pages().keySet());
        named.removeIf(id -> layout.indexOf(id) >= 0);
        if (named.isEmpty()) {
            return layout.warnings;
        }
        var warnings = new ArrayList<>(layout.warnings);
        warnings.add("usage names cells %s, which are not there".formatted(named));
        return List.copyOf(warnings);
    }

    private static long reserved(HostConfig config, NumaCell cell, PageSize size) {
        return config.reservedPages().stream()
                .filter(pages -> pages.cell() == cell.id() && pages.size().equals(size))
                .mapToLong(HostConfig.ReservedPages::count).sum();
    }

    private static long used(HostUsage usage, NumaCell cell, PageSize size) {
        var bySize = usage.pages().get(cell.id());
        return bySize == null ? 0 : bySize.getOrDefault(size, 0L);
    }

    /**
     * This state with one more guest.
     *
     * @param memoryKib memory of a guest without cells; a placement with cells names its own
     * @throws IllegalArgumentException if a pinned CPU or a device of the placement is held already
     */
    public HostState with(GuestPlacement placement, long memoryKib) {
        return HostChange.claim(this, placement, memoryKib);
    }

    /** The same for a plan of {@link NfvPlanner}. */
    public HostState with(Plan plan) {
        return with(plan.placement(), plan.memoryKib());
    }

    /** The same for a guest with cells. */
    public HostState with(GuestPlacement placement) {
        return with(placement, memoryOf(placement));
    }

    /**
     * This state without a guest it holds.
     *
     * @param memoryKib as in {@link #with(GuestPlacement, long)}
     * @throws IllegalArgumentException if a pinned CPU or a device of the placement is not held
     */
    public HostState without(GuestPlacement placement, long memoryKib) {
        return HostChange.release(this, placement, memoryKib);
    }

    /** The same for a guest with cells. */
    public HostState without(GuestPlacement placement) {
        return without(placement, memoryOf(placement));
    }

    private static long memoryOf(GuestPlacement placement) {
        if (placement.cells().isEmpty()) {
            throw new IllegalArgumentException("a guest without cells: its memory must be given");
        }
        return placement.cells().stream().mapToLong(PlacedCell::memoryKib).sum();
    }

    /** Oddities of the operator's settings and of the usage: CPUs of a set that are offline, cells that are not there. */
    public List<String> warnings() {
        return warnings;
    }

    /** Who holds what, all claims summed; the inverse of {@link #of}, cells without usage left out. */
    public HostUsage usage() {
        var sharedVcpus = new TreeMap<Integer, Integer>();
        var memoryMib = new TreeMap<Integer, Long>();
        var pages = new TreeMap<Integer, SortedMap<PageSize, Long>>();
        for (int i = 0; i < layout.cells(); i++) {
            int id = layout.ids[i];
            var cellMemory = memory.cell(i);
            putIfAny(sharedVcpus, id, cpus.cell(i).sharedUsed());
            if (cellMemory.usedKib() != 0) {
                memoryMib.put(id, Math.ceilDiv(cellMemory.usedKib(), 1024L));
            }
            var bySize = pagesUsed(cellMemory);
            if (!bySize.isEmpty()) {
                pages.put(id, bySize);
            }
        }
        return new HostUsage(cpus.pinnedCpus().or(strayPins), sharedVcpus, memoryMib, pages, devices.given());
    }

    private static void putIfAny(SortedMap<Integer, Integer> map, int id, int count) {
        if (count != 0) {
            map.put(id, count);
        }
    }

    private static SortedMap<PageSize, Long> pagesUsed(CellMemory memory) {
        var bySize = new TreeMap<PageSize, Long>();
        for (int pool = 0; pool < memory.poolCount(); pool++) {
            if (memory.poolUsed(pool) != 0) {
                bySize.put(memory.poolSize(pool), memory.poolUsed(pool));
            }
        }
        return bySize;
    }
}
