package io.bedplate.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostTopology;
import io.bedplate.libvirt.HostFit.Misfit;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Growth.MemoryModule;

/** Whether a host has what a growth names. Pure. */
final class GrowthFit {
    private static final CpuSet NONE = CpuSet.empty();

    private GrowthFit() {}

    static Optional<Misfit> check(Growth growth, HostTopology host) {
        var pcpus = growth.vcpus().stream().map(vcpu -> vcpu.seat().pcpus()).reduce(NONE, CpuSet::or);
        var cells = growth.modules().stream().map(GrowthFit::cell).toList();
        return HostFit.check(new GuestPlacement(cells, pcpus, NONE, IoThreads.NONE, NONE, false,
                new GuestCpuTopology(1, 1, 1), List.of()), host);
    }

    private static PlacedCell cell(MemoryModule module) {
        return new PlacedCell(module.guestCell(), module.hostCell(), NONE, new TreeMap<>(), NONE, NONE,
                module.memoryKib(), module.pageSize());
    }
}
