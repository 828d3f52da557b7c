package io.bedplate.numa;

/**
 * What one guest cell asks of the pCPUs of a host cell.
 *
 * @param dedicated       vCPUs that want a pCPU of their own
 * @param floating        vCPUs over the shared pCPUs
 * @param emulator        whether the cell also holds the isolated emulator thread
 * @param ioThreads       I/O threads of the guest that want a pCPU of their own in this cell
 * @param allocationRatio floating vCPUs per shared pCPU
 */
public record CpuDemand(int dedicated, int floating, CpuThreadPolicy threadPolicy, boolean emulator,
        int ioThreads, double allocationRatio) {

    /** pCPUs wanted beside those of the vCPUs. */
    int helpers() {
        return ioThreads + (emulator ? 1 : 0);
    }
}
