package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;

/** Small and large instances for tests without a hypervisor. */
public final class Specs {
    public static final InstanceId ID = InstanceId.parse("6f2b8f2c-4d3e-4f7a-9a51-2f1f6d0c7b11");
    private static final CpuSet NONE = CpuSet.empty();

    private Specs() {}

    /** One floating vCPU, a kernel, nothing else. */
    public static InstanceSpec floating() {
        return of(new GuestPlacement(List.of(), CpuSet.of(0, 1), NONE, IoThreads.NONE, NONE, false,
                new GuestCpuTopology(1, 1, 1),
                List.of()), kernel(), List.of(), Optional.empty());
    }

    public static Boot kernel() {
        return new Boot.Kernel(Path.of("/boot/vmlinuz"), Path.of("/boot/initrd.gz"), "console=ttyS0 quiet");
    }

    public static InstanceSpec of(GuestPlacement placement, Boot boot, List<Disk> disks, Optional<Path> console) {
        long memory = placement.cells().stream().mapToLong(PlacedCell::memoryKib).sum();
        return new InstanceSpec(ID, "vnf-1", placement.topology().vcpus(), memory == 0 ? 131072 : memory, placement,
                boot, disks, console);
    }

    /** A cell whose vCPUs are pinned one by one. */
    public static PlacedCell pinned(int id, int hostCell, Map<Integer, Integer> pinning, Optional<PageSize> pages) {
        var vcpus = CpuSet.of(pinning.keySet().stream().mapToInt(Integer::intValue).toArray());
        return new PlacedCell(id, hostCell, vcpus, new TreeMap<>(pinning), NONE, NONE, 1048576, pages);
    }

    public static GuestPlacement placed(CpuSet emulator, PlacedCell... cells) {
        var list = List.of(cells);
        int vcpus = list.stream().mapToInt(cell -> cell.vcpus().size()).sum();
        return new GuestPlacement(list, NONE, emulator, IoThreads.NONE, NONE, false, new GuestCpuTopology(1, vcpus, 1),
                List.of());
    }

    /** Everything at once: two cells of two page sizes, realtime, locked memory, I/O thread, device, disks, console. */
    public static InstanceSpec networkFunction() {
        var cells = List.of(
                pinned(0, 0, new TreeMap<>(Map.of(0, 4, 1, 5)), Optional.of(PageSize.GIB_1)),
                new PlacedCell(1, 1, CpuSet.of(2, 3), new TreeMap<>(Map.of(2, 12)), CpuSet.of(14, 15), CpuSet.of(13),
                        1048576, Optional.of(PageSize.MIB_2)));
        var device = new PlacedDevice(new PciAddress(0, 0x3b, 2, 1), OptionalInt.of(0));
        var placement = new GuestPlacement(cells, NONE, CpuSet.of(0, 1), new IoThreads(1, CpuSet.of(1)),
                CpuSet.of(1, 2), true,
                new GuestCpuTopology(1, 2, 2), List.of(device));
        return of(placement, new Boot.FirstDisk(),
                List.of(Disk.file(new DeviceId("root"), Path.of("/var/lib/images/root.qcow2"), Disk.Format.QCOW2),
                        Disk.file(new DeviceId("data"), Path.of("/var/lib/images/data.raw"), Disk.Format.RAW)),
                Optional.of(Path.of("/var/log/vnf-1.log")));
    }
}
