package io.bedplate.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

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
import io.bedplate.virt.Disk.LuksKey;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.DiskTuning;
import io.bedplate.virt.DiskTuning.Cache;
import io.bedplate.virt.DiskTuning.Io;
import io.bedplate.virt.DiskTuning.Limits;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.InstanceSpec.Boot;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.Peripherals;
import io.bedplate.virt.Peripherals.Console;
import io.bedplate.virt.Peripherals.Entropy;
import io.bedplate.virt.Peripherals.Tpm;
import io.bedplate.virt.Peripherals.WatchdogAction;

/** Placements and specifications that many tests use. */
public final class Samples {
    public static final long CELL_KIB = 262144;

    private Samples() {}

    /** Two vCPUs pinned to 2 and 3 in cell 1 on 2 MiB pages, a third floating on 0-1; emulator on 0-1. */
    public static GuestPlacement mixed() {
        var cell = new PlacedCell(0, 1, CpuSet.range(0, 2), pins(0, 2, 1, 3), CpuSet.range(0, 1), CpuSet.empty(),
                CELL_KIB, Optional.of(PageSize.MIB_2));
        return new GuestPlacement(List.of(cell), CpuSet.empty(), CpuSet.range(0, 1), IoThreads.NONE, CpuSet.empty(),
                false, new GuestCpuTopology(3, 1, 1), List.of());
    }

    /** Realtime, locked, two cells, a device: something in every field. */
    public static GuestPlacement full() {
        var first = new PlacedCell(0, 0, CpuSet.of(0), pins(0, 4), CpuSet.empty(), CpuSet.of(12), CELL_KIB,
                Optional.of(PageSize.GIB_1));
        var second = new PlacedCell(1, 2, CpuSet.of(1), pins(1, 6), CpuSet.empty(), CpuSet.of(14), CELL_KIB,
                Optional.empty());
        return new GuestPlacement(List.of(first, second), CpuSet.empty(), CpuSet.of(1), new IoThreads(1, CpuSet.of(2)),
                CpuSet.of(1),
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
                disks(), nics(), hardware(), Optional.of(Path.of("/log/a")));
    }

    private static List<Disk> disks() {
        var server = new DiskSource.Server("10.0.0.1", 6789);
        var rbd = new DiskSource.Network(DiskSource.Protocol.RBD, "pool/image", List.of(server),
                Optional.of(new DiskSource.Login("cinder", new UUID(1, 2))));
        return List.of(Disk.file(new DeviceId("root"), Path.of("/images/a.qcow2"), Disk.Format.QCOW2),
                Disk.of(new DeviceId("local"), new DiskSource.Block(Path.of("/dev/vg/a")), Disk.Format.RAW),
                new Disk(new DeviceId("volume"), rbd, Disk.Format.RAW, Disk.Bus.SCSI,
                        new DiskTuning(Cache.WRITEBACK, Io.THREADS, false, OptionalInt.of(1), new Limits(1, 2, 3, 4)),
                        true, true, Optional.of("serial"), Optional.of(new LuksKey(new UUID(3, 4)))));
    }

    private static List<Nic> nics() {
        var backends = List.of(new NicBackend.Bridge("br0"), new NicBackend.OpenVswitch("br-int", new UUID(5, 6)),
                new NicBackend.Macvtap("eth0", NicBackend.Macvtap.Mode.PASSTHROUGH),
                new NicBackend.VhostUser(Path.of("/run/vhu"), true), new NicBackend.Vdpa(Path.of("/dev/vhost-vdpa-0")),
                new NicBackend.VirtualFunction(PciAddress.parse("0000:3b:02.0")),
                new NicBackend.VirtioForwarder(Path.of("/run/fwd"), PciAddress.parse("0000:3b:02.1")));
        return IntStream.range(0, backends.size()).mapToObj(i -> nic(i, backends.get(i))).toList();
    }

    private static Nic nic(int index, NicBackend backend) {
        return new Nic(new DeviceId("nic-" + index), new MacAddress("52:54:00:00:00:0" + index), backend,
                Nic.Model.VIRTIO, new Nic.Queues(4, 1024, 512, true), OptionalInt.of(9000), OptionalInt.of(42),
                Optional.of(new Nic.Bandwidth(1, 2, 3)), Optional.empty(),
                new Nic.Spoofing.Refused(List.of("10.0.0.5")));
    }

    private static GuestHardware hardware() {
        var peripherals = new Peripherals(List.of(new Console.Vnc("127.0.0.1"), new Console.Serial("::1", 10000)),
                Optional.of("virtio"), true, Optional.of(WatchdogAction.RESET), Optional.of(Tpm.CRB_2_0),
                Optional.of(new Entropy(1024, 1000)), OptionalLong.of(7));
        return new GuestHardware(Optional.of("pc-q35-7.2"), GuestHardware.Firmware.UEFI, true, true,
                new CpuLook(Optional.of(false), true, Optional.of(new AddressBits.Emulated(42))),
                new CpuQuota(1, 2000, 3000), peripherals, new GuestHardware.Headroom(8, 1 << 21));
    }
}
