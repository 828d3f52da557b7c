package io.bedplate.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;

/** Specifications for tests. */
final class Guests {
    private static final CpuSet NONE = CpuSet.empty();

    private Guests() {}

    /** One vCPU that floats over pCPUs 0-1, 64 MiB. */
    static InstanceSpec floating(int number) {
        return spec(number, 1, 65536,
                new GuestPlacement(List.of(), CpuSet.parse("0-1"), NONE, IoThreads.NONE, NONE, false,
                        new GuestCpuTopology(1, 1, 1), List.of()));
    }

    /** vCPUs 0 and 1 on these pCPUs of a cell, 256 MiB on pages of that size. */
    static InstanceSpec pinned(int number, int hostCell, int firstPcpu, int secondPcpu, Optional<PageSize> pages) {
        var cell = new PlacedCell(0, hostCell, CpuSet.range(0, 1), new TreeMap<>(Map.of(0, firstPcpu, 1, secondPcpu)),
                NONE, NONE, 262144, pages);
        return spec(number, 2, 262144, onCells(List.of(cell), false));
    }

    /** Emulator on pCPU 0, an I/O thread on 1, vCPU 1 realtime. */
    static GuestPlacement onCells(List<PlacedCell> cells, boolean locked) {
        int vcpus = cells.stream().mapToInt(cell -> cell.vcpus().size()).sum();
        return new GuestPlacement(cells, NONE, CpuSet.of(0), new IoThreads(1, CpuSet.of(1)), CpuSet.of(1), locked,
                new GuestCpuTopology(1, vcpus, 1), List.of());
    }

    static InstanceSpec spec(int number, int vcpus, long memoryKib, GuestPlacement placement) {
        return new InstanceSpec(new InstanceId(new UUID(0, number)), "guest-" + number, vcpus, memoryKib, placement,
                new InstanceSpec.Boot.FirstDisk(), List.of(), Optional.empty());
    }
}
