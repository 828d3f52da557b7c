package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.xml.Domain.Boot;
import io.bedplate.libvirt.xml.Domain.CpuMode;
import io.bedplate.libvirt.xml.Domain.CpuTune;
import io.bedplate.libvirt.xml.Domain.HugePage;
import io.bedplate.libvirt.xml.Domain.MemoryBacking;
import io.bedplate.libvirt.xml.Domain.NumaTune;
import io.bedplate.libvirt.xml.Domain.Pin;
import io.bedplate.libvirt.xml.Domain.Scheduler;
import io.bedplate.libvirt.xml.Domain.Timer;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Maps what an instance shall be to libvirt's document. Pure: equal arguments give an equal document. One function per
 * part; this class joins them.
 *
 * <p>
 * Huge pages are filled before the guest starts, by threads that QEMU binds to the guest's cells. With an emulator pin
 * that has no CPU of such a cell libvirt 9 and QEMU 7.2 fail ("Setting CPU affinity failed"). The document's pin is therefore
 * widened by the guest's own CPUs of such a cell, and {@link GuestMark#emulatorCpus()} has the pin that the driver puts
 * in force once the memory is there, before anybody looks.
 */
public final class DomainMapper {
    // What every x86 kernel calls an ordinary page.
    private static final PageSize SMALL_PAGE = PageSize.KIB_4;
    // Above ordinary tasks is enough; the kernel's own threads must still get through.
    private static final int REALTIME_PRIORITY = 1;
    // A model that every QEMU has and every kernel of these years boots on.
    private static final String EMULATED_MODEL = "qemu64";

    private DomainMapper() {}

    /** For a host whose cells are not known. */
    public static Domain map(InstanceSpec spec, Machine machine) {
        return map(spec, machine, Map.of());
    }

    /**
     * The document.
     *
     * @param cpusOfCells online CPUs per host cell; a cell that is left out is taken to have the guest's CPUs alone
     */
    public static Domain map(InstanceSpec spec, Machine machine, Map<Integer, CpuSet> cpusOfCells) {
        if (!spec.nics().isEmpty() || !spec.hardware().equals(GuestHardware.PLAIN)) {
            throw new VirtDriverException(Kind.UNSUPPORTED,
                    "instance %s: no ports and plain hardware wanted".formatted(spec.name()));
        }
        var placement = spec.placement();
        var startingPin = startingEmulatorPin(placement, cpusOfCells);
        return new Domain(machine.type(), spec.name(), spec.id().uuid(), mark(placement, startingPin), spec.memoryKib(),
                memoryBacking(placement), spec.vcpus(), vcpuSet(placement), placement.ioThreads().count(),
                cpuTune(placement, startingPin),
                numaTune(placement), new Domain.Os(machine.arch(), machine.model(), boot(spec.boot())),
                cpu(placement, machine), timers(machine), Optional.of(machine.emulator()), devices(spec));
    }

    private static GuestMark mark(GuestPlacement placement, CpuSet startingPin) {
        var wanted = emulatorCpus(placement);
        return new GuestMark(wanted.equals(startingPin) ? CpuSet.empty() : wanted);
    }

    private static Optional<MemoryBacking> memoryBacking(GuestPlacement placement) {
        var cellsBySize = new TreeMap<PageSize, CpuSet>();
        for (var cell : placement.cells()) {
            hugePage(cell).ifPresent(size -> cellsBySize.merge(size, CpuSet.of(cell.id()), CpuSet::or));
        }
        var pages = cellsBySize.entrySet().stream().map(entry -> new HugePage(entry.getKey(), entry.getValue()))
                .toList();
        boolean locked = placement.lockedMemory();
        return pages.isEmpty() && !locked ? Optional.empty() : Optional.of(new MemoryBacking(pages, locked, locked));
    }

    private static Optional<PageSize> hugePage(PlacedCell cell) {
        return cell.pageSize().filter(size -> size.compareTo(SMALL_PAGE) > 0);
    }

    private static Optional<CpuSet> vcpuSet(GuestPlacement placement) {
        return Optional.of(placement.sharedCpus()).filter(cpus -> placement.cells().isEmpty() && !cpus.isEmpty());
    }

    private static CpuTune cpuTune(GuestPlacement placement, CpuSet emulator) {
        var realtime = placement.realtimeVcpus();
        return new CpuTune(placement.cells().stream().flatMap(cell -> vcpuPins(cell).stream()).toList(),
                emulator.isEmpty() ? Optional.empty() : Optional.of(emulator),
                ioThreadPins(placement),
                realtime.isEmpty() ? List.of() : List.of(new Scheduler.Vcpus(realtime, REALTIME_PRIORITY)));
    }

    private static List<Pin> vcpuPins(PlacedCell cell) {
        var pins = new ArrayList<Pin>();
        cell.vcpus().forEach(vcpu -> {
            var pcpu = cell.pinning().get(vcpu);
            var cpus = pcpu == null ? cell.floatingOn() : CpuSet.of(pcpu);
            if (!cpus.isEmpty()) {
                pins.add(new Pin(vcpu, cpus));
            }
        });
        return pins;
    }

    private static List<Pin> ioThreadPins(GuestPlacement placement) {
        var pins = new ArrayList<Pin>();
        for (int thread = 1; thread <= placement.ioThreads().count(); thread++) {
            var own = placement.ioThreads().cpusOf(thread);
            var cpus = own.isEmpty() ? emulatorCpus(placement) : own;
            if (!cpus.isEmpty()) {
                pins.add(new Pin(thread, cpus));
            }
        }
        return pins;
    }

    /** Without a wish of its own the emulator runs where the guest's vCPUs do, never on a stranger's pCPU. */
    private static CpuSet emulatorCpus(GuestPlacement placement) {
        return placement.emulatorCpus().isEmpty()
                ? placement.cells().stream().map(DomainMapper::ownCpus).reduce(CpuSet.empty(), CpuSet::or)
                : placement.emulatorCpus();
    }

    private static CpuSet startingEmulatorPin(GuestPlacement placement, Map<Integer, CpuSet> cpusOfCells) {
        var pin = emulatorCpus(placement);
        for (var cell : placement.cells()) {
            var near = cpusOfCells.getOrDefault(cell.hostCell(), ownCpus(cell));
            if (hugePage(cell).isPresent() && !pin.isEmpty() && !pin.intersects(near)) {
                pin = pin.or(ownCpus(cell));
            }
        }
        return pin;
    }

    private static CpuSet ownCpus(PlacedCell cell) {
        return cell.pinnedCpus().or(cell.floatingOn());
    }

    private static Optional<NumaTune> numaTune(GuestPlacement placement) {
        if (placement.cells().isEmpty()) {
            return Optional.empty();
        }
        var nodes = placement.cells().stream().map(cell -> new Domain.MemNode(cell.id(), CpuSet.of(cell.hostCell())))
                .toList();
        var all = nodes.stream().map(Domain.MemNode::hostCells).reduce(CpuSet.empty(), CpuSet::or);
        return Optional.of(new NumaTune(all, nodes));
    }

    private static Boot boot(InstanceSpec.Boot boot) {
        return switch (boot) {
            case InstanceSpec.Boot.Kernel(var kernel, var initrd, var commandLine) ->
                new Boot.Kernel(kernel.toString(), initrd.toString(), commandLine);
            case InstanceSpec.Boot.FirstDisk() -> new Boot.Disk();
        };
    }

    private static Domain.Cpu cpu(GuestPlacement placement, Machine machine) {
        var mode = machine.isKvm() ? new CpuMode.HostPassthrough() : new CpuMode.Custom(EMULATED_MODEL);
        var cells = placement.cells().stream()
                .map(cell -> new Domain.CpuCell(cell.id(), cell.vcpus(), cell.memoryKib(), false)).toList();
        return new Domain.Cpu(mode, placement.topology(), cells);
    }

    // As Nova does for KVM guests: lost ticks are made up for slowly by the PIT and at once by the RTC.
    private static List<Timer> timers(Machine machine) {
        return machine.isKvm()
                ? List.of(new Timer("pit", Optional.empty(), Optional.of("delay")),
                        new Timer("rtc", Optional.empty(), Optional.of("catchup")),
                        new Timer("hpet", Optional.of(false), Optional.empty()))
                : List.of();
    }

    private static List<Device> devices(InstanceSpec spec) {
        var devices = new ArrayList<Device>();
        devices.add(new Device.Controller("usb", "none"));
        for (int i = 0; i < spec.disks().size(); i++) {
            var disk = spec.disks().get(i);
            devices.add(new Device.Disk(file(disk), format(disk.format()),
                    "vd" + suffix(i), ioThreadOf(spec.placement(), i)));
        }
        spec.placement().devices().forEach(device -> devices.add(new Device.HostDev(device.address(), true)));
        spec.consoleLog().ifPresent(path -> devices.add(new Device.SerialFile(path.toString())));
        devices.add(new Device.MemBalloon("none"));
        devices.add(new Device.Rng("/dev/urandom"));
        return devices;
    }

    private static String file(Disk disk) {
        return switch (disk.source()) {
            case DiskSource.File(var path) -> path.toString();
            case DiskSource.Block _,DiskSource.Network _ -> throw new VirtDriverException(Kind.UNSUPPORTED,
                    "disk %s: a disk in a file wanted, found %s".formatted(disk.id(), disk.source()));
        };
    }

    /** The disks go round the pool. */
    private static OptionalInt ioThreadOf(GuestPlacement placement, int disk) {
        int threads = placement.ioThreads().count();
        return threads == 0 ? OptionalInt.empty() : OptionalInt.of(1 + disk % threads);
    }

    private static String format(Disk.Format format) {
        return switch (format) {
            case RAW -> "raw";
            case QCOW2 -> "qcow2";
        };
    }

    /** {@code a} to {@code z}, then {@code aa}: the way disks are counted. */
    private static String suffix(int index) {
        var letter = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? letter : suffix(index / 26 - 1) + letter;
    }
}
