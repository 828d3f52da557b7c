package io.bedplate.agent.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.bedplate.agent.kernel.ProcessThread;
import io.bedplate.agent.kernel.ThreadRole;
import io.bedplate.agent.proof.Evidence.ThreadRow;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;

/** Threads of the guest: allowed CPUs and scheduling class. */
final class ThreadCheck {
    /** vCPUs in their order, then I/O threads, then the rest by tid. */
    static final Comparator<ThreadRow> VCPUS_FIRST = Comparator.comparingInt(ThreadCheck::rank)
            .thenComparingInt(ThreadRow::tid);

    private ThreadCheck() {}

    static List<ThreadRow> rows(GuestPlacement claimed, List<ProcessThread> threads) {
        var wanted = cpusPerVcpu(claimed);
        return threads.stream().map(thread -> row(thread, wantedFor(thread.role(), claimed, wanted))).toList();
    }

    private static ThreadRow row(ProcessThread thread, CpuSet wanted) {
        return new ThreadRow(thread.tid(), thread.name(), thread.role().text(), wanted, thread.allowedCpus(),
                thread.fifo(), thread.priority());
    }

    private static CpuSet wantedFor(ThreadRole role, GuestPlacement claimed, Map<Integer, CpuSet> perVcpu) {
        return switch (role) {
            case ThreadRole.Vcpu(int vcpu) -> perVcpu.getOrDefault(vcpu, claimed.sharedCpus());
            case ThreadRole.IoThread(int number) -> {
                var own = claimed.ioThreads().cpusOf(number);
                yield own.isEmpty() ? claimed.emulatorCpus() : own;
            }
            case ThreadRole.Emulator() -> claimed.emulatorCpus();
        };
    }

    /** Pin or floating set of every vCPU that lies in a cell. */
    private static Map<Integer, CpuSet> cpusPerVcpu(GuestPlacement claimed) {
        var cpus = new TreeMap<Integer, CpuSet>();
        for (var cell : claimed.cells()) {
            cell.vcpus().forEach(vcpu -> cpus.put(vcpu, cell.floatingOn()));
            cell.pinning().forEach((vcpu, pcpu) -> cpus.put(vcpu, CpuSet.of(pcpu)));
        }
        return cpus;
    }

    static List<Difference> differences(GuestPlacement claimed, List<ThreadRow> rows) {
        var differences = new ArrayList<Difference>();
        for (var wanted : wantedThreads(claimed)) {
            String role = wanted.text();
            if (rows.stream().noneMatch(row -> row.role().equals(role))) {
                differences.add(new Difference.ThreadMissing(role));
            }
        }
        for (var row : rows) {
            if (!row.wanted().isEmpty() && !row.wanted().equals(row.allowed())) {
                differences.add(new Difference.ThreadElsewhere(row.role(), row.tid(), row.wanted(), row.allowed()));
            }
        }
        claimed.realtimeVcpus().forEach(vcpu -> rows.stream()
                .filter(row -> row.role().equals(new ThreadRole.Vcpu(vcpu).text()) && !row.fifo())
                .forEach(row -> differences.add(new Difference.NotFifo(row.role(), row.tid()))));
        return differences;
    }

    private static List<ThreadRole> wantedThreads(GuestPlacement claimed) {
        var roles = new ArrayList<ThreadRole>();
        cpusPerVcpu(claimed).keySet().forEach(vcpu -> roles.add(new ThreadRole.Vcpu(vcpu)));
        for (int number = 1; number <= claimed.ioThreads().count(); number++) {
            roles.add(new ThreadRole.IoThread(number));
        }
        return roles;
    }

    private static int rank(ThreadRow row) {
        String role = row.role();
        if (role.startsWith("vcpu ")) {
            return Integer.parseInt(role.substring(5));
        }
        return role.startsWith("iothread") ? CpuSet.LIMIT : CpuSet.LIMIT + 1;
    }
}
