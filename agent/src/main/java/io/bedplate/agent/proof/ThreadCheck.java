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

    private static final String VCPU = "vcpu ";
    private static final String HELPER = "worker";

    private ThreadCheck() {}

    static List<ThreadRow> rows(GuestPlacement claimed, List<ProcessThread> threads) {
        var wanted = cpusPerVcpu(claimed);
        return threads.stream()
                .map(thread -> row(thread, isHelper(thread, claimed)
                        ? thread.allowedCpus()
                        : wantedFor(thread.role(), claimed, wanted)))
                .toList();
    }

    private static ThreadRow row(ProcessThread thread, CpuSet wanted) {
        return new ThreadRow(thread.tid(), thread.name(), thread.role().text(), wanted, thread.allowedCpus(),
                thread.fifo(), thread.priority(), thread.group());
    }

    /** QEMU's I/O threads make workers, which stay where they were made (util/thread-pool.c). */
    private static boolean isHelper(ProcessThread thread, GuestPlacement claimed) {
        return thread.name().equals(HELPER) && thread.allowedCpus().size() == 1
                && claimed.ioThreads().cpus().containsAll(thread.allowedCpus());
    }

    private static CpuSet wantedFor(ThreadRole role, GuestPlacement claimed, Map<Integer, CpuSet> perVcpu) {
        return switch (role) {
            case ThreadRole.Vcpu(int vcpu) -> perVcpu.getOrDefault(vcpu, claimed.sharedCpus());
            case ThreadRole.IoThread(int number) -> {
                var own = claimed.ioThreads().cpusOf(number);
                yield own.isEmpty() ? claimed.emulatorCpus() : own;
            }
            case ThreadRole.Emulator() -> claimed.emulatorCpus();
            case ThreadRole.Worker() -> CpuSet.empty();
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
        differences.addAll(groups(rows));
        differences.addAll(scheduling(claimed, rows));
        return differences;
    }

    private static List<Difference> groups(List<ThreadRow> rows) {
        return rows.stream().filter(row -> !row.wanted().isEmpty())
                .flatMap(row -> row.group().stream().filter(group -> !group.cpus().equals(row.wanted()))
                        .<Difference>map(group -> new Difference.GroupElsewhere(row.role(), group.path(),
                                row.wanted(), group.cpus())))
                .distinct().toList();
    }

    private static List<Difference> scheduling(GuestPlacement claimed, List<ThreadRow> rows) {
        var differences = new ArrayList<Difference>();
        for (var row : rows) {
            if (!row.role().startsWith(VCPU)) {
                continue;
            }
            boolean realtime = claimed.realtimeVcpus().contains(Integer.parseInt(row.role().substring(VCPU.length())));
            if (realtime && !row.fifo()) {
                differences.add(new Difference.NotFifo(row.role(), row.tid()));
            } else if (realtime && row.priority() != GuestPlacement.REALTIME_PRIORITY) {
                differences.add(new Difference.OtherPriority(row.role(), row.tid(), GuestPlacement.REALTIME_PRIORITY,
                        row.priority()));
            } else if (!realtime && row.priority() > 0) {
                differences.add(new Difference.NotOrdinary(row.role(), row.tid(), row.priority()));
            }
        }
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
        if (role.startsWith(VCPU)) {
            return Integer.parseInt(role.substring(VCPU.length()));
        }
        return role.startsWith("iothread") ? CpuSet.LIMIT : CpuSet.LIMIT + 1;
    }
}
