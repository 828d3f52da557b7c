package io.bedplate.virt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;

/**
 * What of a placement the guest itself can see, or holds for its whole run; the rest is only where it runs. Two placements
 * of one shape can follow each other while the guest runs ({@link Repinning}).
 *
 * @param realtimeVcpus scheduled SCHED_FIFO
 * @param devices       passed-through PCI functions
 */
public record GuestShape(List<Cell> cells, GuestCpuTopology topology, int ioThreads, CpuSet realtimeVcpus,
        boolean lockedMemory, SortedSet<PciAddress> devices) {

    /**
     * A guest cell.
     *
     * @param hugePages empty = ordinary memory
     */
    public record Cell(int id, CpuSet vcpus, long memoryKib, Optional<PageSize> hugePages) {
        private static Cell of(PlacedCell cell) {
            return new Cell(cell.id(), cell.vcpus(), cell.memoryKib(),
                    cell.pageSize().filter(size -> size.compareTo(PageSize.KIB_4) > 0));
        }

        @Override
        public String toString() {
            return "cell %d of vCPUs %s and %d KiB on %s".formatted(id, vcpus, memoryKib,
                    hugePages.map(size -> "pages of " + size).orElse("ordinary pages"));
        }
    }

    public static GuestShape of(GuestPlacement placement) {
        return new GuestShape(placement.cells().stream().map(Cell::of).toList(), placement.topology(),
                placement.ioThreads().count(), placement.realtimeVcpus(), placement.lockedMemory(),
                placement.devices().stream().map(GuestPlacement.PlacedDevice::address)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** What another shape has otherwise, one sentence each: the thing, what is there, what was wanted. */
    public List<String> differences(GuestShape wanted) {
        var differences = new ArrayList<String>();
        note(differences, "vCPUs", topology.vcpus(), wanted.topology.vcpus());
        note(differences, "topology", topology, wanted.topology);
        note(differences, "cells", cells, wanted.cells);
        note(differences, "I/O threads", ioThreads, wanted.ioThreads);
        note(differences, "realtime vCPUs", realtimeVcpus, wanted.realtimeVcpus);
        note(differences, "locked memory", lockedMemory, wanted.lockedMemory);
        note(differences, "devices", devices, wanted.devices);
        return differences;
    }

    private static void note(List<String> differences, String thing, Object found, Object wanted) {
        if (!found.equals(wanted)) {
            differences.add("%s: [%s] now, [%s] wanted".formatted(thing, found, wanted));
        }
    }
}
