package io.bedplate.hugepages;

/**
 * What one guest cell asks of the memory of a host cell.
 *
 * @param kib             at least 1
 * @param overcommit      ordinary memory may be promised beyond what is there, up to the ratio
 * @param allocationRatio memory promised per memory there is
 * @param baseKib         the host's smallest page
 */
public record MemoryDemand(long kib, boolean overcommit, double allocationRatio, long baseKib) {}
