package io.bedplate.numa;

/** Whether vCPUs own their pCPUs ({@code hw:cpu_policy}). */
public enum CpuPolicy {
    /** Every vCPU floats over shared pCPUs. */
    SHARED,
    /** Every vCPU owns one pCPU. */
    DEDICATED,
    /** Some do, the others float over the shared pCPUs of the same cell. */
    MIXED
}
