package io.bedplate.numa;

/**
 * What a host cell lacks for a {@link CpuDemand}.
 *
 * @param wanted in units of the kind
 * @param free   likewise, never below 0
 */
public record CpuShortage(Kind kind, long wanted, long free) {

    /** The unit that is short. */
    public enum Kind {
        /** Dedicated pCPUs. */
        DEDICATED_CPUS,
        /** Cores with every thread free (thread policy isolate). */
        WHOLE_CORES,
        /** Free threads on cores with at least two of them (thread policy require). */
        SIBLING_THREADS,
        /** The dedicated pCPU of the emulator thread, beside those of the vCPUs. */
        EMULATOR_CPU,
        /** Dedicated pCPUs of the I/O threads, beside those of the vCPUs and of the emulator thread. */
        IO_THREAD_CPUS,
        /** Shared pCPUs, one for each floating vCPU of the cell. */
        SHARED_CPUS,
        /** Floating vCPUs that the shared pCPUs may still take by the allocation ratio. */
        SHARED_VCPUS
    }
}
