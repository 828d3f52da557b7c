package io.bedplate.agent.proof;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import io.bedplate.agent.kernel.ControlGroup;
import io.bedplate.agent.kernel.PassedFunction;
import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.virt.InstanceId;

/**
 * What was claimed and what the kernel had in force at one moment, row by row.
 *
 * @param pid         0 where there was no process
 * @param differences what is otherwise than claimed
 * @param remarks     what disturbs the guest, but breaks no claim
 */
public record Evidence(InstanceId instance, String name, Instant at, long pid, List<ThreadRow> threads,
        List<MemoryRow> memory, List<FunctionRow> functions, List<Difference> differences, List<Difference> remarks) {

    public Evidence {
        threads = List.copyOf(threads);
        memory = List.copyOf(memory);
        functions = List.copyOf(functions);
        differences = List.copyOf(differences);
        remarks = List.copyOf(remarks);
    }

    /** Of a guest that nothing is passed to. */
    public Evidence(InstanceId instance, String name, Instant at, long pid, List<ThreadRow> threads,
            List<MemoryRow> memory, List<Difference> differences) {
        this(instance, name, at, pid, threads, memory, List.of(), differences, List.of());
    }

    /** The same evidence with what others do to the guest. */
    public Evidence with(StrangerCheck.Found strangers) {
        return new Evidence(instance, name, at, pid, threads, memory, functions,
                Stream.concat(differences.stream(), strangers.differences().stream()).toList(),
                Stream.concat(remarks.stream(), strangers.remarks().stream()).toList());
    }

    /** Whether all that was claimed is in force. */
    public boolean inForce() {
        return differences.isEmpty();
    }

    /**
     * A thread of the guest.
     *
     * @param wanted empty where nothing was claimed for it
     * @param group  control group of its role, where it has one
     */
    public record ThreadRow(int tid, String name, String role, CpuSet wanted, CpuSet allowed, boolean fifo,
            int priority, Optional<ControlGroup> group) {

        /** Without a control group of its role. */
        public ThreadRow(int tid, String name, String role, CpuSet wanted, CpuSet allowed, boolean fifo,
                int priority) {
            this(tid, name, role, wanted, allowed, fifo, priority, Optional.empty());
        }
    }

    /**
     * A PCI function of the guest.
     *
     * @param claimedCell empty where the claim names none
     */
    public record FunctionRow(PassedFunction found, OptionalInt claimedCell) {}

    /**
     * Guest memory of one page size in one host cell.
     *
     * @param wantedKib 0 for a cell that was not claimed
     * @param policies  the kernel's policies of the areas counted, as in numa_maps: {@code bind:0}; ascending
     */
    public record MemoryRow(int hostCell, PageSize pageSize, long wantedKib, long foundKib, List<String> policies) {
        public MemoryRow {
            policies = List.copyOf(policies);
        }
    }
}
