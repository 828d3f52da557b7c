package io.bedplate.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.InstanceSpec.Disk;

/** Placements and specifications that many tests use. */
public final class Samples {
    public static final long CELL_KIB = 262144;

    private Samples() {}

    /** Two vCPUs pinned to 2 and 3 in cell 1 on 2 MiB pages, a third floating on 0-1; emulator on 0-1. */
    public static GuestPlacement mixed() {
        var cell = new PlacedCell(0, 1, CpuSet.range(0, 2), pins(0, 2, 1, 3), CpuSet.range(0, 1), CpuSet.empty(),
                CELL_KIB, Optional.of(PageSize.MIB_2));
        return new GuestPlacement(List.of(cell), CpuSet.empty(), CpuSet.range(0, 1), CpuSet.empty(), CpuSet.empty(),
                false, new GuestCpuTopology(3, 1, 1), List.of());
    }

    /** Realtime, locked, two cells, a device: something in every field. */
    public static GuestPlacement full() {
        var first = new PlacedCell(0, 0, CpuSet.of(0), pins(0, 4), CpuSet.empty(), CpuSet.of(12), CELL_KIB,
                Optional.of(PageSize.GIB_1));
        var second = new PlacedCell(1, 2, CpuSet.of(1), pins(1, 6), CpuSet.empty(), CpuSet.of(14), CELL_KIB,
                Optional.empty());
        return new GuestPlacement(List.of(first, second), CpuSet.empty(), CpuSet.of(1), CpuSet.of(2), CpuSet.of(1),
                true, new GuestCpuTopology(1, 2, 1),
                List.of(new PlacedDevice(PciAddress.parse("0000:3b:02.1"), OptionalInt.of(2)),
                        new PlacedDevice(PciAddress.parse("10000:01:00.0"), OptionalInt.empty())));
    }

    public static SortedMap<Integer, Integer> pins(int... vcpuAndPcpu) {
        var pins = new TreeMap<Integer, Integer>();
        for (int i = 0; i < vcpuAndPcpu.length; i += 2) {
            pins.put(vcpuAndPcpu[i], vcpuAndPcpu[i + 1]);
        }
        return pins;
    }

    public static InstanceSpec spec(String name, GuestPlacement placement) {
        int vcpus = placement.cells().stream().mapToInt(cell -> cell.vcpus().size()).sum();
        long memoryKib = placement.cells().stream().mapToLong(PlacedCell::memoryKib).sum();
        return new InstanceSpec(new InstanceId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))), name,
                vcpus, memoryKib,
                placement, new Boot.Kernel(Path.of("/boot/vmlinuz"), Path.of("/boot/initrd"), "console=ttyS0"),
                List.of(new Disk(Path.of("/images/a.qcow2"), Disk.Format.QCOW2)), Optional.of(Path.of("/log/a")));
    }
}
