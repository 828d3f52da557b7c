package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.libvirt.xml.CpuTune.EmulatorPin;
import io.bedplate.libvirt.xml.CpuTune.IoThreadPin;
import io.bedplate.libvirt.xml.CpuTune.VcpuPin;
import io.bedplate.virt.CpuQuota;

/**
 * Where a guest's threads run.
 *
 * <p>
 * Huge pages are filled before the guest starts, by threads that QEMU binds to the guest's cells. With an emulator pin
 * that has no CPU of such a cell libvirt 9 and QEMU 7.2 fail ("Setting CPU affinity failed"). The document's pin is therefore
 * widened by the guest's own CPUs of such a cell, and {@link GuestMark#emulatorCpus()} has the pin that the driver puts
 * in force once the memory is there, before anybody looks.
 */
final class PinMapper {
    private final GuestPlacement placement;
    private final CpuSet emulator;
    private final CpuSet starting;

    PinMapper(GuestPlacement placement, HostTopology host) {
        this.placement = placement;
        emulator = emulatorCpus(placement);
        starting = starting(host);
    }

    GuestMark mark() {
        return new GuestMark(emulator.equals(starting) ? CpuSet.empty() : emulator);
    }

    Optional<CpuTune> cpuTune(CpuQuota quota) {
        var tune = new CpuTuneBuilder().vcpuPins(vcpuPins()).ioThreadPins(ioThreadPins());
        quota(quota, tune);
        if (!starting.isEmpty()) {
            tune.emulatorPin(new EmulatorPin(starting));
        }
        if (!placement.realtimeVcpus().isEmpty()) {
            tune.schedulers(List.of(Scheduler.Vcpus.fifo(placement.realtimeVcpus(), GuestPlacement.REALTIME_PRIORITY)));
        }
        return Optional.of(tune.build()).filter(built -> !built.isEmpty());
    }

    private static void quota(CpuQuota quota, CpuTuneBuilder tune) {
        if (quota.shares() > 0) {
            tune.shares(quota.shares());
        }
        if (quota.periodMicros() > 0) {
            tune.period(quota.periodMicros());
        }
        if (quota.quotaMicros() > 0) {
            tune.quota(quota.quotaMicros());
        }
    }

    private List<VcpuPin> vcpuPins() {
        var pins = new ArrayList<VcpuPin>();
        placement.cells().forEach(cell -> cell.vcpus().forEach(vcpu -> {
            var pcpu = cell.pinning().get(vcpu);
            var cpus = pcpu == null ? cell.floatingOn() : CpuSet.of(pcpu);
            if (!cpus.isEmpty()) {
                pins.add(new VcpuPin(vcpu, cpus));
            }
        }));
        return pins;
    }

    private List<IoThreadPin> ioThreadPins() {
        var pins = new ArrayList<IoThreadPin>();
        for (int thread = 1; thread <= placement.ioThreads().count(); thread++) {
            var own = placement.ioThreads().cpusOf(thread);
            var cpus = own.isEmpty() ? emulator : own;
            if (!cpus.isEmpty()) {
                pins.add(new IoThreadPin(thread, cpus));
            }
        }
        return pins;
    }

    /** Without a wish of its own the emulator runs where the guest's vCPUs do, never on a stranger's pCPU. */
    private static CpuSet emulatorCpus(GuestPlacement placement) {
        return placement.emulatorCpus().isEmpty()
                ? placement.cells().stream().map(PinMapper::ownCpus).reduce(CpuSet.empty(), CpuSet::or)
                : placement.emulatorCpus();
    }

    private CpuSet starting(HostTopology host) {
        var pin = emulator;
        for (var cell : placement.cells()) {
            var near = host.cell(cell.hostCell()).map(NumaCell::cpus).orElse(ownCpus(cell));
            if (MemoryMapper.hugePage(cell).isPresent() && !pin.isEmpty() && !pin.intersects(near)) {
                pin = pin.or(ownCpus(cell));
            }
        }
        return pin;
    }

    private static CpuSet ownCpus(PlacedCell cell) {
        return cell.pinnedCpus().or(cell.floatingOn());
    }
}
