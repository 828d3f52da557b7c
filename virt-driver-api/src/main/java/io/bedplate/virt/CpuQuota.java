package io.bedplate.virt;

/**
 * A guest's part of the pCPUs it shares with others, as the kernel's CPU controller counts it; 0 = not set.
 *
 * @param shares       weight against others
 * @param periodMicros length of a period, 1,000 to 1,000,000
 * @param quotaMicros  what each vCPU may run in a period
 */
public record CpuQuota(int shares, int periodMicros, long quotaMicros) {
    /** No weight, no limit. */
    public static final CpuQuota NONE = new CpuQuota(0, 0, 0);

    public CpuQuota {
        if (shares < 0 || periodMicros < 0 || quotaMicros < 0) {
            throw new IllegalArgumentException(
                    "CPU quota: 0 or more wanted, found %d, %d, %d".formatted(shares, periodMicros, quotaMicros));
        }
    }
}
