package io.bedplate.agent;

/**
 * The disks of a flavor, in its own units.
 *
 * @param rootGib      {@code root_gb}; 0 = as large as the image
 * @param ephemeralGib {@code ephemeral_gb}; 0 = none
 * @param swapMib      {@code swap}; 0 = none
 */
public record DiskSizes(long rootGib, long ephemeralGib, long swapMib) {
    private static final long MOST_GIB = 1L << 23;

    public DiskSizes {
        if (rootGib < 0 || ephemeralGib < 0 || swapMib < 0 || rootGib > MOST_GIB || ephemeralGib > MOST_GIB) {
            throw new IllegalArgumentException("disks of a flavor: 0 to %d GiB wanted, found %d, %d and %d MiB of swap"
                    .formatted(MOST_GIB, rootGib, ephemeralGib, swapMib));
        }
    }
}
