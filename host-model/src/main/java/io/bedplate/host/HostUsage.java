package io.bedplate.host;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What guests hold on a host, all claims summed.
 *
 * @param pinnedCpus  pCPUs held by dedicated vCPUs, isolated emulator threads or blocked as their idle siblings
 * @param sharedVcpus floating vCPUs per cell id
 * @param memoryMib   memory of all guests per cell id, those on huge pages too
 * @param pages       huge pages per cell id and size
 * @param pci         devices given away
 */
public record HostUsage(CpuSet pinnedCpus, SortedMap<Integer, Integer> sharedVcpus, SortedMap<Integer, Long> memoryMib,
        SortedMap<Integer, SortedMap<PageSize, Long>> pages, SortedSet<PciAddress> pci) {

    public static final HostUsage NONE = new HostUsage(CpuSet.empty(), Collections.emptySortedMap(),
            Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedSet());

    public HostUsage {
        sharedVcpus = Collections.unmodifiableSortedMap(new TreeMap<>(sharedVcpus));
        memoryMib = Collections.unmodifiableSortedMap(new TreeMap<>(memoryMib));
        pages = copyOf(pages);
        pci = Collections.unmodifiableSortedSet(new TreeSet<>(pci));
    }

    private static SortedMap<Integer, SortedMap<PageSize, Long>> copyOf(
            SortedMap<Integer, SortedMap<PageSize, Long>> pages) {
        var copy = new TreeMap<Integer, SortedMap<PageSize, Long>>();
        pages.forEach((cell, bySize) -> copy.put(cell, Collections.unmodifiableSortedMap(new TreeMap<>(bySize))));
        return Collections.unmodifiableSortedMap(copy);
    }
}
