package io.bedplate.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.fake.SimulatedProcess.Role;
import io.bedplate.fake.SimulatedProcess.SimulatedThread;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.virt.InstanceSpec;

/** The process of one guest, from its placement and what is to be wrong with it. Pure. */
final class ProcessMaker {
    private static final int LONGEST_NAME = 15; // TASK_COMM_LEN less the terminating NUL

    private final HostTopology host;
    private final Accelerator accelerator;
    private final InstanceSpec spec;
    private final List<Distortion> distortions;
    private final CpuSet online;
    private final List<SimulatedThread> threads = new ArrayList<>();

    private ProcessMaker(HostTopology host, Accelerator accelerator, InstanceSpec spec,
            List<Distortion> distortions) {
        this.host = host;
        this.accelerator = accelerator;
        this.spec = spec;
        this.distortions = distortions;
        online = host.onlineCpus();
    }

    static SimulatedProcess make(HostTopology host, Accelerator accelerator, InstanceSpec spec,
            List<Distortion> distortions, long pid, long domainId) {
        return new ProcessMaker(host, accelerator, spec, distortions).make(pid, domainId);
    }

    private SimulatedProcess make(long pid, long domainId) {
        String binary = "/usr/bin/qemu-system-" + host.arch();
        String ownName = truncated("qemu-system-" + host.arch());
        var emulator = emulatorCpus();
        add(pid, ownName, new Role.Emulator(), emulator, false);
        // QEMU's RCU thread is older than its debug-threads option, so it bears the name of the process.
        add(pid, ownName, new Role.Emulator(), emulator, false);
        add(pid, "IO mon_iothread", new Role.Emulator(), emulator, false);
        var ioThreads = spec.placement().ioThreads();
        for (int thread = 1; thread <= ioThreads.count(); thread++) {
            var own = ioThreads.cpusOf(thread);
            add(pid, "IO iothread" + thread, new Role.IoThread(thread),
                    own.isEmpty() ? orOnline(spec.placement().emulatorCpus()) : own, false);
        }
        for (int vcpu = 0; vcpu < spec.vcpus(); vcpu++) {
            add(pid, truncated("CPU %d/%s".formatted(vcpu, accelerator)), new Role.Vcpu(vcpu), vcpuCpus(vcpu),
                    spec.placement().realtimeVcpus().contains(vcpu));
        }
        var memory = new MemoryLayout(spec, distortions, binary, domainId, homeCell()).mappings();
        return new SimulatedProcess(pid, domainId, spec, binary, online.last() + 1, threads, memory);
    }

    private static String truncated(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private void add(long pid, String name, Role role, CpuSet pcpus, boolean realtime) {
        threads.add(new SimulatedThread(pid + threads.size(), name, role, pcpus, allowedCells(), realtime));
    }

    private CpuSet emulatorCpus() {
        for (var distortion : distortions) {
            if (distortion instanceof Distortion.EmulatorElsewhere(var pcpus)) {
                return pcpus;
            }
        }
        return orOnline(spec.placement().emulatorCpus());
    }

    private CpuSet vcpuCpus(int vcpu) {
        for (var distortion : distortions) {
            if (distortion instanceof Distortion.VcpuElsewhere(int moved, var pcpus) && moved == vcpu) {
                return pcpus;
            }
        }
        return spec.placement().cells().stream().filter(cell -> cell.vcpus().contains(vcpu)).findFirst()
                .map(cell -> cellCpus(cell, vcpu)).orElse(orOnline(spec.placement().sharedCpus()));
    }

    private CpuSet cellCpus(PlacedCell cell, int vcpu) {
        return Optional.ofNullable(cell.pinning().get(vcpu)).map(CpuSet::of).orElse(orOnline(cell.floatingOn()));
    }

    private CpuSet orOnline(CpuSet pcpus) {
        return pcpus.isEmpty() ? online : pcpus;
    }

    /** Memory is strict: a guest with cells may allocate from theirs only. */
    private CpuSet allowedCells() {
        var placed = spec.placement().cells();
        return placed.isEmpty()
                ? CpuSet.of(host.cells().stream().filter(cell -> cell.memoryKib() > 0).mapToInt(NumaCell::id).toArray())
                : CpuSet.of(placed.stream().mapToInt(PlacedCell::hostCell).toArray());
    }

    /** Where memory without a policy lies: the cell that the first vCPU runs on, where that has memory. */
    private int homeCell() {
        int pcpu = vcpuCpus(0).first();
        return host.cells().stream().filter(cell -> cell.memoryKib() > 0 && cell.cpus().contains(pcpu))
                .mapToInt(NumaCell::id).findFirst().orElse(Math.max(allowedCells().first(), 0));
    }
}
