package io.bedplate.nfv;

import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.hugepages.HostMemory;
import io.bedplate.hugepages.PageSizes;
import io.bedplate.numa.HostCpus;

/** One guest coming to a host or leaving it; changes only the cells it lies on. */
final class HostChange {
    private final HostState host;
    private final GuestPlacement placement;
    private final int sign;
    private HostCpus cpus;
    private HostMemory memory;

    private HostChange(HostState host, GuestPlacement placement, int sign) {
        this.host = host;
        this.placement = placement;
        this.sign = sign;
        this.cpus = host.cpus;
        this.memory = host.memory;
    }

    static HostState claim(HostState host, GuestPlacement placement, long memoryKib) {
        var held = placement.dedicatedCpus().and(pinned(host));
        var twice = placement.devices().stream().map(PlacedDevice::address).filter(host.devices::isTaken).toList();
        if (!held.isEmpty() || !twice.isEmpty()) {
            throw new IllegalArgumentException("held already: CPUs [%s], devices %s".formatted(held, twice));
        }
        return new HostChange(host, placement, 1).apply(memoryKib);
    }

    static HostState release(HostState host, GuestPlacement placement, long memoryKib) {
        var missing = placement.dedicatedCpus().minus(pinned(host));
        var unheld = placement.devices().stream().map(PlacedDevice::address)
                .filter(address -> !host.devices.isTaken(address)).toList();
        if (!missing.isEmpty() || !unheld.isEmpty()) {
            throw new IllegalArgumentException("not held: CPUs [%s], devices %s".formatted(missing, unheld));
        }
        return new HostChange(host, placement, -1).apply(memoryKib);
    }

    private static CpuSet pinned(HostState host) {
        return host.cpus.pinnedCpus().or(host.strayPins);
    }

    private HostState apply(long memoryKib) {
        if (placement.cells().isEmpty()) {
            floatEverywhere(memoryKib);
        }
        for (var cell : placement.cells()) {
            int index = host.layout.indexOf(cell.hostCell());
            if (index >= 0) {
                change(index, CpuSet.empty(), cell.vcpus().size() - cell.pinning().size());
                long pageKib = cell.pageSize().isPresent() ? cell.pageSize().get().kib() : PageSizes.ORDINARY;
                change(index, cell.memoryKib(), pageKib);
            }
        }
        var stray = pin();
        var addresses = placement.devices().stream().map(PlacedDevice::address).toList();
        return new HostState(host.layout, cpus, memory,
                sign > 0 ? host.devices.with(addresses) : host.devices.without(addresses),
                sign > 0 ? host.strayPins.or(stray) : host.strayPins.minus(stray), host.warnings());
    }

    /** Changes the pins of all cells and gives back those that lie on none. */
    private CpuSet pin() {
        var pins = placement.dedicatedCpus();
        var emulator = ownEmulatorCpus(pins);
        for (int index = 0; index < cpus.cells(); index++) {
            var layout = host.layout.cpus;
            var mine = pins.and(layout.offeredCpus(index)).or(emulator.and(layout.dedicatedCpus(index)));
            if (!mine.isEmpty()) {
                change(index, mine, 0);
            }
            pins = pins.minus(mine);
        }
        return pins;
    }

    /** The isolated emulator thread's CPU; emulator threads among vCPUs, the guest's or others', hold nothing. */
    private CpuSet ownEmulatorCpus(CpuSet pins) {
        var others = placement.cells().stream().map(PlacedCell::floatingOn).reduce(placement.sharedCpus(), CpuSet::or);
        return placement.emulatorCpus().minus(pins).minus(others);
    }

    private void floatEverywhere(long memoryKib) {
        long[] vcpus = Spread.over(placement.topology().vcpus(),
                perCell(cell -> host.layout.cpus.sharedCpus(cell).size()));
        // Whole MiB, the unit in which usage is told.
        long[] mib = Spread.over(Math.ceilDiv(memoryKib, 1024L),
                perCell(cell -> host.memory.cell(cell).smallKib()));
        for (int index = 0; index < vcpus.length; index++) {
            change(index, CpuSet.empty(), (int) vcpus[index]);
            change(index, mib[index] << 10, PageSizes.ORDINARY);
        }
    }

    private long[] perCell(IntToLongFunction weight) {
        return IntStream.range(0, host.cpus.cells()).mapToLong(weight).toArray();
    }

    private void change(int index, CpuSet pins, int floating) {
        if (floating != 0 || !pins.isEmpty()) {
            cpus = sign > 0 ? cpus.with(index, pins, floating) : cpus.without(index, pins, floating);
        }
    }

    private void change(int index, long kib, long pageKib) {
        memory = sign > 0 ? memory.with(index, kib, pageKib) : memory.without(index, kib, pageKib);
    }
}
