package io.bedplate.numa;

import java.util.OptionalInt;

import io.bedplate.host.CpuSet;

/**
 * One NUMA cell a guest wants.
 *
 * @param id        from 0 without gaps
 * @param vcpus     its vCPUs; may be empty
 * @param dedicated those of them that want a pCPU of their own
 * @param memoryKib at least 1
 * @param hostCell  the host cell it must lie on, where the request names one
 */
public record GuestCell(int id, CpuSet vcpus, CpuSet dedicated, long memoryKib, OptionalInt hostCell) {
    public GuestCell {
        if (!vcpus.containsAll(dedicated)) {
            throw new IllegalArgumentException(
                    "guest cell %d: dedicated vCPUs %s are not among its vCPUs %s".formatted(id, dedicated, vcpus));
        }
    }

    public CpuSet floating() {
        return vcpus.minus(dedicated);
    }
}
