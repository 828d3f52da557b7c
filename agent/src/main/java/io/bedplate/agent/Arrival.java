package io.bedplate.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;

/** What a guest needs beyond its place while it is on its way to another. Pure. */
final class Arrival {
    private final GuestPlacement former;
    /** What the guest has already cannot be claimed once more. */
    private final CpuSet held;

    private Arrival(GuestPlacement former) {
        this.former = former;
        held = former.dedicatedCpus().or(former.emulatorCpus());
    }

    /** Empty for a guest without cells: it floats, and takes no more of the host in its new place than in its old one. */
    static Optional<GuestPlacement> of(GuestPlacement former, GuestPlacement wanted) {
        return wanted.cells().isEmpty() ? Optional.empty() : Optional.of(new Arrival(former).beyond(wanted));
    }

    private GuestPlacement beyond(GuestPlacement wanted) {
        var cells = new ArrayList<PlacedCell>();
        for (var cell : wanted.cells()) {
            cells.add(stays(cell) ? pinsOnly(cell) : whole(cell));
        }
        var ioThreads = wanted.ioThreads().cpus().minus(held);
        return new GuestPlacement(cells, CpuSet.empty(), wanted.emulatorCpus().minus(held),
                new IoThreads(ioThreads.size(), ioThreads), CpuSet.empty(), false, wanted.topology(), List.of());
    }

    private boolean stays(PlacedCell cell) {
        return former.cells().stream()
                .anyMatch(before -> before.id() == cell.id() && before.hostCell() == cell.hostCell());
    }

    private PlacedCell whole(PlacedCell cell) {
        return beyond(cell, cell.vcpus(), cell.memoryKib());
    }

    private PlacedCell pinsOnly(PlacedCell cell) {
        return beyond(cell, CpuSet.empty(), 0);
    }

    /** Pins that are held already are left out, and their vCPUs with them: they would float otherwise. */
    private PlacedCell beyond(PlacedCell cell, CpuSet vcpus, long memoryKib) {
        var pinning = new TreeMap<>(cell.pinning());
        pinning.values().removeIf(held::contains);
        var pinned = CpuSet.of(pinning.keySet().stream().mapToInt(Integer::intValue).toArray());
        var floating = vcpus.minus(CpuSet.of(cell.pinning().keySet().stream().mapToInt(Integer::intValue).toArray()));
        return new PlacedCell(cell.id(), cell.hostCell(), pinned.or(floating), pinning, cell.floatingOn(),
                cell.blockedCpus().minus(held), memoryKib, cell.pageSize());
    }
}
