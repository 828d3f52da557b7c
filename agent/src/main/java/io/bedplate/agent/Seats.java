package io.bedplate.agent;

import java.util.List;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostTopology;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.Growth.NewVcpu;
import io.bedplate.virt.Growth.Seat;
import io.bedplate.virt.InstanceSpec;

/** Where single vCPUs of a placement are, the siblings among them that are kept idle for each. Pure. */
record Seats(HostTopology topology) {

    Seat of(PlacedCell cell, CpuSet floatingOn, int vcpu) {
        var pcpu = cell.pinning().get(vcpu);
        return pcpu == null ? new Seat.Shared(floatingOn) : new Seat.Own(pcpu, cell.blockedCpus().and(core(pcpu)));
    }

    private CpuSet core(int pcpu) {
        return topology.cores().stream().filter(core -> core.contains(pcpu)).findFirst().orElse(CpuSet.empty());
    }

    /** A growth of an instance where it is now: it may have been moved since it grew. */
    Growth now(Growth growth, InstanceSpec spec) {
        var cells = spec.placement().cells();
        return new Growth(growth.vcpus().stream().map(vcpu -> now(vcpu, cells)).toList(),
                growth.modules().stream().map(module -> now(module, cells)).toList());
    }

    private NewVcpu now(NewVcpu vcpu, List<PlacedCell> cells) {
        var cell = cells.get(vcpu.guestCell());
        return new NewVcpu(vcpu.vcpu(), cell.id(), of(cell, cell.floatingOn(), vcpu.vcpu()));
    }

    private static MemoryModule now(MemoryModule module, List<PlacedCell> cells) {
        return new MemoryModule(module.id(), module.guestCell(), cells.get(module.guestCell()).hostCell(),
                module.memoryKib(), module.pageSize());
    }
}
