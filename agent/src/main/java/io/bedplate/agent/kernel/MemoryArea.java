package io.bedplate.agent.kernel;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;

/**
 * One mapping of a process, a line of /proc/PID/numa_maps (Documentation/filesystems/proc.rst).
 *
 * @param policy   the first word: {@code default}, {@code bind:0}, {@code prefer:1}, ...
 * @param boundTo  cells of a {@code bind} policy, else empty
 * @param file     backing file; {@code hugetlbfs} and memfd mappings have one
 * @param pageSize size of the pages that back it
 * @param pages    pages present per cell id
 */
public record MemoryArea(String policy, Optional<CpuSet> boundTo, Optional<String> file, PageSize pageSize,
        SortedMap<Integer, Long> pages) {
    public MemoryArea {
        pages = Collections.unmodifiableSortedMap(new TreeMap<>(pages));
    }

    /** Memory present, all cells. */
    public long presentKib() {
        return pages.values().stream().mapToLong(Long::longValue).sum() * pageSize.kib();
    }
}
