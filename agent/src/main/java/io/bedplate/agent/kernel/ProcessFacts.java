package io.bedplate.agent.kernel;

import java.util.List;

/**
 * What the kernel has in force for a process at one moment.
 *
 * @param threads   ascending by tid
 * @param lockedKib {@code VmLck} of /proc/PID/status
 * @param functions PCI functions that were asked for
 */
public record ProcessFacts(long pid, List<ProcessThread> threads, List<MemoryArea> memory, long lockedKib,
        List<PassedFunction> functions) {
    public ProcessFacts {
        threads = List.copyOf(threads);
        memory = List.copyOf(memory);
        functions = List.copyOf(functions);
    }

    /** Of a process that nothing is passed to. */
    public ProcessFacts(long pid, List<ProcessThread> threads, List<MemoryArea> memory, long lockedKib) {
        this(pid, threads, memory, lockedKib, List.of());
    }
}
