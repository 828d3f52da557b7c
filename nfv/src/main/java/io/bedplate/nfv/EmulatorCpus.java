package io.bedplate.nfv;

import java.util.List;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedCell;

/** Where the hypervisor's own threads of a guest with cells run. */
final class EmulatorCpus {
    private final HostState host;
    private final NfvRequest request;
    private final boolean[] near;

    EmulatorCpus(HostState host, NfvRequest request, boolean[] near) {
        this.host = host;
        this.request = request;
        this.near = near;
    }

    CpuSet choose(List<PlacedCell> cells, CpuSet isolated) {
        return switch (request.emulatorThreads()) {
            case ISOLATE -> isolated;
            case SHARE -> {
                var shared = shared();
                yield shared.isEmpty() ? own(cells) : shared;
            }
            case UNSET -> own(cells);
        };
    }

    /** The shared CPUs of the guest's cells, or of the host where those have none. An open host has none set apart. */
    private CpuSet shared() {
        var here = CpuSet.empty();
        var anywhere = CpuSet.empty();
        for (int cell = 0; cell < near.length; cell++) {
            if (!host.layout.cpus.open()) {
                var cpus = host.layout.cpus.sharedCpus(cell);
                here = near[cell] ? here.or(cpus) : here;
                anywhere = anywhere.or(cpus);
            }
        }
        return here.isEmpty() ? anywhere : here;
    }

    /** The guest's own CPUs; those of realtime vCPUs only where there are no others. */
    private CpuSet own(List<PlacedCell> cells) {
        var calm = CpuSet.empty();
        var all = CpuSet.empty();
        for (var cell : cells) {
            var pins = cell.pinnedCpus();
            all = all.or(pins).or(cell.floatingOn());
            calm = calm.or(request.realtimeVcpus().isEmpty() ? pins : calmPins(cell)).or(cell.floatingOn());
        }
        return calm.isEmpty() ? all : calm;
    }

    private CpuSet calmPins(PlacedCell cell) {
        var pins = CpuSet.empty();
        for (var pin : cell.pinning().entrySet()) {
            pins = request.realtimeVcpus().contains(pin.getKey()) ? pins : pins.plus(pin.getValue());
        }
        return pins;
    }
}
