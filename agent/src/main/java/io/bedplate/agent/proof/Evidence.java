package io.bedplate.agent.proof;

import java.time.Instant;
import java.util.List;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.virt.InstanceId;

/**
 * What was claimed and what the kernel had in force at one moment, row by row.
 *
 * @param pid 0 where there was no process
 */
public record Evidence(InstanceId instance, String name, Instant at, long pid, List<ThreadRow> threads,
        List<MemoryRow> memory, List<Difference> differences) {

    public Evidence {
        threads = List.copyOf(threads);
        memory = List.copyOf(memory);
        differences = List.copyOf(differences);
    }

    /** Whether all that was claimed is in force. */
    public boolean inForce() {
        return differences.isEmpty();
    }

    /**
     * A thread of the guest.
     *
     * @param wanted empty where nothing was claimed for it
     */
    public record ThreadRow(int tid, String name, String role, CpuSet wanted, CpuSet allowed, boolean fifo,
            int priority) {}

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
