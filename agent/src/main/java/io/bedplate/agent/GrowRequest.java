package io.bedplate.agent;

import java.util.List;

import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.virt.DeviceId;

/**
 * What an instance is to get beyond what it has, within its headroom.
 *
 * @param vcpus              in whole sockets of the instance; they have pCPUs of their own where its last cell has such
 * @param threadPolicy       of new pCPUs; isolate for an instance that keeps siblings idle already
 * @param modules            memory, by guest cell
 * @param cpuAllocationRatio floating vCPUs per shared pCPU
 * @param ramAllocationRatio small-page memory per memory there is
 */
public record GrowRequest(int vcpus, CpuThreadPolicy threadPolicy, List<Memory> modules, double cpuAllocationRatio,
        double ramAllocationRatio) {
    public GrowRequest {
        modules = List.copyOf(modules);
        if (vcpus < 0 || (vcpus == 0 && modules.isEmpty())) {
            throw new IllegalArgumentException("growth by %d vCPUs and %d modules".formatted(vcpus, modules.size()));
        }
    }

    /** Without overcommitment. */
    public static GrowRequest of(int vcpus, Memory... modules) {
        return new GrowRequest(vcpus, CpuThreadPolicy.PREFER, List.of(modules), 1, 1);
    }

    /**
     * Memory, on pages like those its guest cell has.
     *
     * @param id by which it is given back
     */
    public record Memory(DeviceId id, int guestCell, long memoryKib) {}
}
