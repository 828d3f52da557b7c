package io.bedplate.numa;

/** How dedicated vCPUs lie on the threads of cores ({@code hw:cpu_thread_policy}). */
public enum CpuThreadPolicy {
    /** Whole cores where possible, any threads otherwise. */
    PREFER,
    /** Each vCPU alone on its core; idle siblings belong to the claim. */
    ISOLATE,
    /** Only threads of cores with at least two free ones; at most one odd thread per cell. */
    REQUIRE
}
