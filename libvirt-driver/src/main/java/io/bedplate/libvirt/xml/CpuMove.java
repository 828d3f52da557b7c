package io.bedplate.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.libvirt.xml.CpuTune.EmulatorPin;
import io.bedplate.libvirt.xml.CpuTune.IoThreadPin;
import io.bedplate.libvirt.xml.CpuTune.VcpuPin;

/** Moves the pins of a guest's threads. */
final class CpuMove {
    private final Domain domain;
    private final MigrationPlan plan;
    private final Mover.Notes notes;
    private final CpuTune old;

    CpuMove(Domain domain, MigrationPlan plan, Mover.Notes notes) {
        this.domain = domain;
        this.plan = plan;
        this.notes = notes;
        old = domain.cpuTune().orElseGet(() -> new CpuTuneBuilder().build());
    }

    /** Empty where there was none and none is needed. */
    Optional<CpuTune> cpuTune() {
        var emulator = plan.emulatorCpus();
        var tune = new CpuTuneBuilder(old).vcpuPins(vcpuPins());
        if (!emulator.isEmpty()) {
            tune.emulatorPin(new EmulatorPin(emulator, old.emulatorPin().map(EmulatorPin::rest).orElse(Rest.NONE)));
            tune.ioThreadPins(old.ioThreadPins().stream().map(pin -> new IoThreadPin(pin.ioThread(), emulator,
                    pin.rest())).toList());
        }
        leave();
        var built = tune.build();
        return domain.cpuTune().isEmpty() && built.isEmpty() ? Optional.empty() : Optional.of(built);
    }

    private List<VcpuPin> vcpuPins() {
        var wanted = new TreeMap<>(plan.pinning());
        int vcpus = domain.vcpu().map(Vcpu::count).orElse(1);
        wanted.keySet().stream().filter(vcpu -> vcpu >= vcpus).forEach(
                vcpu -> notes.refuse("pinning: the guest has no vCPU %d, only %d of them".formatted(vcpu, vcpus)));
        var pins = new ArrayList<VcpuPin>();
        for (var pin : old.vcpuPins()) {
            var pcpu = wanted.remove(pin.vcpu());
            if (pcpu == null) {
                notes.leave("vCPU %d is pinned to %s, and the plan does not say where it goes".formatted(pin.vcpu(),
                        pin.cpuset()));
            }
            pins.add(pcpu == null ? pin : new VcpuPin(pin.vcpu(), CpuSet.of(pcpu), pin.rest()));
        }
        wanted.forEach((vcpu, pcpu) -> pins.add(new VcpuPin(vcpu, CpuSet.of(pcpu))));
        return pins;
    }

    private void leave() {
        boolean same = plan.emulatorCpus().isEmpty();
        old.emulatorPin().filter(_ -> same).ifPresent(
                pin -> notes.leave("the emulator is pinned to %s, and the plan does not say where it goes"
                        .formatted(pin.cpuset())));
        old.ioThreadPins().stream().filter(_ -> same)
                .forEach(pin -> notes.leave("I/O thread %d is pinned to %s, and the plan does not say where it goes"
                        .formatted(pin.ioThread(), pin.cpuset())));
        domain.vcpu().flatMap(Vcpu::cpuset).ifPresent(
                cpus -> notes.leave("threads without a pin run on %s, CPUs of the source host".formatted(cpus)));
        old.cacheTunes().forEach(
                tune -> notes.leave("cachetune of vCPUs %s names caches of the source host".formatted(tune.vcpus())));
        old.memoryTunes().forEach(
                tune -> notes.leave("memorytune of vCPUs %s names cells of the source host".formatted(tune.vcpus())));
    }
}
