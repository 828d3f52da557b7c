package io.bedplate.host;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the operator laid down for a host.
 *
 * @param dedicatedCpus     pCPUs for dedicated vCPUs; empty = not set, which differs from the empty set
 * @param sharedCpus        pCPUs for floating vCPUs and shared emulator threads; empty = not set
 * @param reservedPages     huge pages kept from guests
 * @param physicalNetworks  cells near each physical network
 * @param tunnelCells       cells near the tunnel endpoint
 */
public record HostConfig(Optional<CpuSet> dedicatedCpus, Optional<CpuSet> sharedCpus, List<ReservedPages> reservedPages,
        SortedMap<String, CellIds> physicalNetworks, CellIds tunnelCells) {

    /** Nothing laid down: every online CPU may serve either use. */
    public static final HostConfig NONE = new HostConfig(Optional.empty(), Optional.empty(), List.of(),
            Collections.emptySortedMap(), new CellIds(List.of()));

    public HostConfig {
        reservedPages = List.copyOf(reservedPages);
        physicalNetworks = Collections.unmodifiableSortedMap(new TreeMap<>(physicalNetworks));
    }

    /** Huge pages of one size in one cell that no guest may have. */
    public record ReservedPages(int cell, PageSize size, long count) {}

    /** Ids of NUMA cells. */
    public record CellIds(List<Integer> ids) {
        public CellIds {
            ids = List.copyOf(ids);
        }
    }
}
