package io.bedplate.virt.tck;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;

/** Variants of a driver author's guest; pure. */
final class Specs {
    private Specs() {}

    static InstanceSpec withConsole(InstanceSpec spec, Path file) {
        return spec.logging(file);
    }

    static InstanceSpec withId(InstanceSpec spec, InstanceId id) {
        return spec.named(id, spec.name());
    }

    static InstanceSpec withName(InstanceSpec spec, String name) {
        return spec.named(spec.id(), name);
    }

    /** Of as many vCPUs as the topology has. */
    static InstanceSpec withTopology(InstanceSpec spec, GuestCpuTopology topology) {
        var old = spec.placement();
        return spec.placed(topology.vcpus(), spec.memoryKib(),
                new GuestPlacement(old.cells(), old.sharedCpus(), old.emulatorCpus(), old.ioThreads(),
                        old.realtimeVcpus(), old.lockedMemory(), topology, old.devices()));
    }

    static InstanceSpec withDevice(InstanceSpec spec, PciAddress device) {
        var old = spec.placement();
        return placed(spec, spec.memoryKib(),
                new GuestPlacement(old.cells(), old.sharedCpus(), old.emulatorCpus(), old.ioThreads(),
                        old.realtimeVcpus(), old.lockedMemory(), old.topology(),
                        List.of(new PlacedDevice(device, OptionalInt.empty()))));
    }

    /** One guest cell; vCPU 0 on that pCPU, the others anywhere in the host cell. */
    static InstanceSpec pinned(InstanceSpec spec, NumaCell cell, int pcpu) {
        return onCell(spec, cell.id(), cell.cpus(), new TreeMap<>(Collections.singletonMap(0, pcpu)), spec.memoryKib(),
                Optional.empty());
    }

    /** One guest cell on a host cell of that id, with the pCPUs of another that exists. */
    static InstanceSpec onCell(InstanceSpec spec, int hostCell, CpuSet pcpus) {
        return onCell(spec, hostCell, pcpus, new TreeMap<>(), spec.memoryKib(), Optional.empty());
    }

    /** One guest cell that floats in the host cell and has that many huge pages. */
    static InstanceSpec onPages(InstanceSpec spec, NumaCell cell, PageSize size, long pages) {
        return onCell(spec, cell.id(), cell.cpus(), new TreeMap<>(), pages * size.kib(), Optional.of(size));
    }

    private static InstanceSpec onCell(InstanceSpec spec, int hostCell, CpuSet pcpus,
            SortedMap<Integer, Integer> pinning, long memoryKib, Optional<PageSize> pages) {
        var cell = new PlacedCell(0, hostCell, CpuSet.range(0, spec.vcpus() - 1), pinning, pcpus, CpuSet.empty(),
                memoryKib, pages);
        var none = CpuSet.empty();
        return placed(spec, memoryKib,
                new GuestPlacement(List.of(cell), none, none, IoThreads.NONE, none, false, spec.placement().topology(),
                        List.of()));
    }

    private static InstanceSpec placed(InstanceSpec spec, long memoryKib, GuestPlacement placement) {
        return spec.placed(spec.vcpus(), memoryKib, placement);
    }
}
