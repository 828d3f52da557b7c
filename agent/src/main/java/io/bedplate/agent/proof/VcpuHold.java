package io.bedplate.agent.proof;

import java.time.Duration;
import java.util.List;

import io.bedplate.agent.kernel.Ran;
import io.bedplate.agent.proof.Evidence.ThreadRow;
import io.bedplate.host.CpuSet;

/**
 * How a vCPU holds its pCPU, told from the kernel alone: no claim is asked.
 *
 * @param cpus that its thread may use
 */
public record VcpuHold(int tid, String role, CpuSet cpus, Kind kind) {
    /** From best to worst. */
    public enum Kind {
        /** One pCPU, and nobody else ran there between the two looks. */
        PINNED_EXCLUSIVE,
        /** One pCPU, and somebody else ran there, too. */
        PINNED_SHARED,
        /** Several pCPUs. */
        FLOATING
    }

    /** The vCPUs of one guest, in their order. */
    public static List<VcpuHold> of(Evidence evidence, List<Ran> ran, Duration least) {
        return evidence.threads().stream().filter(row -> row.role().startsWith("vcpu "))
                .map(row -> new VcpuHold(row.tid(), row.role(), row.allowed(), kind(row, ran, least))).toList();
    }

    /** CPUs that must be watched for that: those to which a vCPU is pinned. */
    public static CpuSet pinnedCpus(Evidence evidence) {
        return evidence.threads().stream().filter(row -> row.role().startsWith("vcpu ") && row.allowed().size() == 1)
                .map(ThreadRow::allowed).reduce(CpuSet.empty(), CpuSet::or);
    }

    private static Kind kind(ThreadRow row, List<Ran> ran, Duration least) {
        if (row.allowed().size() != 1) {
            return Kind.FLOATING;
        }
        boolean shared = ran.stream().anyMatch(one -> row.allowed().contains(one.pcpu()) && one.tid() != row.tid()
                && one.time().compareTo(least) >= 0);
        return shared ? Kind.PINNED_SHARED : Kind.PINNED_EXCLUSIVE;
    }
}
