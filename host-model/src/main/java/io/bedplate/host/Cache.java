package io.bedplate.host;

/**
 * One CPU cache and the online CPUs that share it.
 *
 * @param level   1..4
 * @param id      the kernel's id, unique per level and kind
 * @param sizeKib 0 where the kernel does not say
 */
public record Cache(int level, int id, long sizeKib, CpuSet cpus) {}
