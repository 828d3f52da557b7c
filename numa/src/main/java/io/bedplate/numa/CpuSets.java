package io.bedplate.numa;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.CpuSet;

/**
 * Which online pCPUs of a host serve which use.
 *
 * @param dedicated  for dedicated vCPUs and isolated emulator threads
 * @param shared     for floating vCPUs
 * @param open       the operator laid down neither: both sets are all online CPUs, each CPU serves one use at a time
 * @param straddling threads of cores whose offered threads lie in more than one cell
 */
public record CpuSets(CpuSet dedicated, CpuSet shared, boolean open, CpuSet straddling) {

    /**
     * Only one set laid down means that there are no CPUs for the other use. A CPU in both sets counts as dedicated
     * only.
     */
    public static CpuSets of(Optional<CpuSet> dedicatedSet, Optional<CpuSet> sharedSet, List<CpuSet> cellCpus,
            List<CpuSet> cores) {
        var online = cellCpus.stream().reduce(CpuSet.empty(), CpuSet::or);
        boolean open = dedicatedSet.isEmpty() && sharedSet.isEmpty();
        var dedicated = open ? online : dedicatedSet.orElse(CpuSet.empty()).and(online);
        var shared = open ? online : sharedSet.orElse(CpuSet.empty()).and(online).minus(dedicated);
        var offered = dedicated.or(shared);
        var straddling = CpuSet.empty();
        for (var core : cores) {
            var threads = core.and(offered);
            if (cellCpus.stream().filter(threads::intersects).count() > 1) {
                straddling = straddling.or(threads);
            }
        }
        return new CpuSets(dedicated, shared, open, straddling);
    }

    CpuSet offered() {
        return dedicated.or(shared);
    }
}
