package io.bedplate.numa;

/** Where the hypervisor's own threads run ({@code hw:emulator_threads_policy}). */
public enum EmulatorThreadPolicy {
    /** Not said: with the guest's own CPUs, as if there were no policy. */
    UNSET,
    /** On shared pCPUs, or with the guest's own CPUs where the host has none; never on an unclaimed dedicated one. */
    SHARE,
    /** On one more dedicated pCPU in the cell of guest cell 0. */
    ISOLATE
}
