package io.bedplate.host;

/**
 * The size of a guest and its wishes.
 *
 * @param vcpus     at least 1
 * @param memoryMib at least 1
 */
public record Flavor(int vcpus, long memoryMib, ExtraSpecs extraSpecs) {
    public Flavor {
        if (vcpus < 1 || memoryMib < 1) {
            throw new IllegalArgumentException(
                    "flavor: at least 1 vCPU and 1 MiB wanted, found %d and %d".formatted(vcpus, memoryMib));
        }
    }
}
