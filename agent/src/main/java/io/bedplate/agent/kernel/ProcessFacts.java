package io.bedplate.agent.kernel;

import java.util.List;

/**
 * What the kernel has in force for a process at one moment.
 *
 * @param threads   ascending by tid
 * @param lockedKib {@code VmLck} of /proc/PID/status
 */
public record ProcessFacts(long pid, List<ProcessThread> threads, List<MemoryArea> memory, long lockedKib) {
    public ProcessFacts {
        threads = List.copyOf(threads);
        memory = List.copyOf(memory);
    }
}
