package io.bedplate.libvirt;

import java.util.Optional;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.xml.Domain;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.GrowthEdit;
import io.bedplate.libvirt.xml.PlacedDomain;
import io.bedplate.libvirt.xml.ThreadPins;
import io.bedplate.virt.Growth.MemoryModule;

/**
 * A module of memory on its way into a running domain. It is bound to its host cell by name: what libvirt has of a guest
 * that was moved is the cell it came from. Huge pages are filled by threads that QEMU puts on that cell's CPUs, which an
 * emulator pin without one of them does not let it do ("Setting CPU affinity failed"); it is widened meanwhile.
 */
record ModulePlug(MemoryModule module, Domain live, HostTopology host) {

    void carryOut(GrowthCalls call) {
        var pins = PlacedDomain.of(live, host.onlineCpus()).pins();
        var widened = widened(pins);
        widened.ifPresent(call::pinEmulator);
        try {
            call.plugModule(DomainXml.write(GrowthEdit.module(module, CpuSet.of(module.hostCell()))));
        } finally {
            widened.ifPresent(_ -> call.pinEmulator(pins.emulator()));
        }
    }

    /** Empty where the emulator's threads may run beside the memory already, or no pages are filled. */
    Optional<CpuSet> widened(ThreadPins pins) {
        var near = host.cell(module.hostCell()).map(NumaCell::cpus).orElse(CpuSet.empty());
        boolean huge = module.pageSize().filter(size -> size.compareTo(PageSize.KIB_4) > 0).isPresent();
        if (!huge || near.isEmpty() || pins.emulator().intersects(near)) {
            return Optional.empty();
        }
        var own = pins.vcpus().values().stream().reduce(CpuSet.empty(), CpuSet::or).and(near);
        return Optional.of(pins.emulator().or(own.isEmpty() ? near : own));
    }
}
