package io.bedplate.host;

/**
 * One data or unified CPU cache and the online CPUs that share it.
 *
 * @param level   1..4
 * @param id      the kernel's id, unique per level; {@link #NO_ID} where it gives none
 * @param sizeKib 0 where the kernel does not say
 */
public record Cache(int level, int id, long sizeKib, CpuSet cpus) {
    public static final int NO_ID = -1;
}
