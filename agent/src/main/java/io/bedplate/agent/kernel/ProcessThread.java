package io.bedplate.agent.kernel;

import java.util.Optional;

import io.bedplate.host.CpuSet;

/**
 * One thread as the kernel has it.
 *
 * @param allowedCpus   {@code Cpus_allowed_list} of /proc/PID/task/TID/status
 * @param allowedCells  {@code Mems_allowed_list}, cell ids
 * @param fifo          scheduled SCHED_FIFO (field 41 of /proc/PID/task/TID/stat is 1; proc(5))
 * @param priority      real-time priority, field 40; 0 for ordinary threads
 * @param group         control group of its role, where it has one
 */
public record ProcessThread(int tid, String name, ThreadRole role, CpuSet allowedCpus, CpuSet allowedCells,
        boolean fifo, int priority, Optional<ControlGroup> group) {

    /** Without a control group of its role. */
    public ProcessThread(int tid, String name, ThreadRole role, CpuSet allowedCpus, CpuSet allowedCells, boolean fifo,
            int priority) {
        this(tid, name, role, allowedCpus, allowedCells, fifo, priority, Optional.empty());
    }
}
