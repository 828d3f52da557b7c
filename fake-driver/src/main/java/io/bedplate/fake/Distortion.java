package io.bedplate.fake;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;

/** How the kernel's truth about a guest differs from its placement. */
public sealed interface Distortion {

    /** The thread of that vCPU may use these pCPUs. */
    record VcpuElsewhere(int vcpu, CpuSet pcpus) implements Distortion {}

    /** The emulator's threads may use these pCPUs. */
    record EmulatorElsewhere(CpuSet pcpus) implements Distortion {}

    /** The memory of a guest cell lies in that host cell. */
    record MemoryElsewhere(int guestCell, int hostCell) implements Distortion {}

    /** The memory of a guest cell is backed by pages of that size; 4 KiB is ordinary memory. */
    record OtherPages(int guestCell, PageSize size) implements Distortion {}
}
