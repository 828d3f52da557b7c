package io.bedplate.host;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Memory and CPUs at one distance: what the kernel calls a node.
 *
 * @param id        the kernel's node number; ids of a host may have gaps
 * @param socket    package id of its CPUs; empty where unknown or more than one
 * @param cpus      online CPUs; may be empty
 * @param memoryKib all memory of the cell, huge-page pools included; may be 0
 * @param pools     huge-page pools, ascending by page size
 */
public record NumaCell(int id, OptionalInt socket, CpuSet cpus, long memoryKib, List<PagePool> pools) {
    public NumaCell {
        pools = pools.stream().sorted(Comparator.comparing(PagePool::size)).toList();
    }

    public Optional<PagePool> pool(PageSize size) {
        return pools.stream().filter(pool -> pool.size().equals(size)).findFirst();
    }

    /** Memory outside all huge-page pools. */
    public long smallPageKib() {
        return memoryKib - pools.stream().mapToLong(pool -> pool.total() * pool.size().kib()).sum();
    }
}
