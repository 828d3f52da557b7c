package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.CpuLook;
import io.bedplate.virt.CpuLook.AddressBits;
import io.bedplate.virt.CpuQuota;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.DiskSource.Protocol;
import io.bedplate.virt.DiskTuning;
import io.bedplate.virt.DiskTuning.Cache;
import io.bedplate.virt.DiskTuning.Io;
import io.bedplate.virt.DiskTuning.Limits;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestHardware.Firmware;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.Peripherals;
import io.bedplate.virt.Peripherals.Console;
import io.bedplate.virt.Peripherals.Entropy;
import io.bedplate.virt.Peripherals.Tpm;
import io.bedplate.virt.Peripherals.WatchdogAction;

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

    /** A raw disk in a file. */
    public static Disk disk(String id, Path path) {
        return Disk.file(new DeviceId(id), path, Disk.Format.RAW);
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

    /** Every kind of disk and all hardware there is a word for, on two cells that may grow. */
    public static InstanceSpec fullyEquipped() {
        var device = new PlacedDevice(new PciAddress(0, 0x5e, 2, 0), OptionalInt.of(1));
        var cells = List.of(pinned(0, 0, new TreeMap<>(Map.of(0, 4, 1, 5)), Optional.of(PageSize.MIB_2)),
                pinned(1, 1, new TreeMap<>(Map.of(2, 12, 3, 13)), Optional.of(PageSize.MIB_2)));
        var placement = new GuestPlacement(cells, NONE, CpuSet.of(0, 1), new IoThreads(2, CpuSet.of(2, 3)), NONE,
                false, new GuestCpuTopology(1, 2, 2), List.of(device));
        return of(placement, new Boot.FirstDisk(), disks(), Optional.empty()).on(hardware());
    }

    private static List<Disk> disks() {
        var servers = List.of(new DiskSource.Server("10.0.0.1", 6789), new DiskSource.Server("10.0.0.2", 0));
        var login = Optional.of(new DiskSource.Login("cinder", ID.uuid()));
        var tuned = new DiskTuning(Cache.WRITEBACK, Io.THREADS, false, OptionalInt.of(2), new Limits(1, 2, 3, 4));
        return List.of(disk("root", Path.of("/images/root")),
                Disk.of(new DeviceId("local"), new DiskSource.Block(Path.of("/dev/vg/local")), Disk.Format.RAW),
                new Disk(new DeviceId("volume"), new DiskSource.Network(Protocol.RBD, "pool/volume", servers, login),
                        Disk.Format.RAW, Disk.Bus.VIRTIO, tuned, false, true, Optional.of("volume-1"),
                        Optional.empty()),
                new Disk(new DeviceId("target"),
                        new DiskSource.Network(Protocol.ISCSI, "iqn.2026-11.io.bedplate:a/1", servers.subList(1, 2),
                                login),
                        Disk.Format.RAW, Disk.Bus.SCSI, DiskTuning.DEFAULT, false, false, Optional.empty(),
                        Optional.empty()),
                new Disk(new DeviceId("secret"), new DiskSource.File(Path.of("/images/secret")), Disk.Format.QCOW2,
                        Disk.Bus.SATA, DiskTuning.DEFAULT, false, false, Optional.empty(),
                        Optional.of(new Disk.LuksKey(ID.uuid()))),
                new Disk(new DeviceId("config"), new DiskSource.File(Path.of("/images/config.iso")), Disk.Format.RAW,
                        Disk.Bus.CDROM, DiskTuning.DEFAULT, true, false, Optional.empty(), Optional.empty()));
    }

    private static GuestHardware hardware() {
        var peripherals = new Peripherals(
                List.of(new Console.Vnc("127.0.0.1"), new Console.Spice("::1"), new Console.Serial("127.0.0.1", 10000)),
                Optional.of("vga"), true, Optional.of(WatchdogAction.POWEROFF), Optional.of(Tpm.CRB_2_0),
                Optional.of(new Entropy(1024, 2000)), OptionalLong.of(7));
        return new GuestHardware(Optional.of("pc-q35-7.2"), Firmware.UEFI_SECURE_BOOT, true, true,
                new CpuLook(Optional.of(false), true, Optional.of(new AddressBits.Emulated(42))),
                new CpuQuota(2048, 100_000, 50_000), peripherals, new Headroom(8, 4 << 20));
    }
}
