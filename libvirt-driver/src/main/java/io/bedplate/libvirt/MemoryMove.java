package io.bedplate.libvirt;

import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;

/**
 * Whether and how the memory of a running guest gets to other host cells. Pure.
 *
 * <p>
 * The guest's cells were bound when it started, and libvirt can change no binding but the cpuset of the whole process. The
 * kernel then carries each binding over by rank: memory bound to the n-th of the former host cells goes to the n-th of the
 * new ones (mpol_rebind_nodemask in mm/mempolicy.c). What that cannot reach is refused.
 */
sealed interface MemoryMove {

    /** It is where it shall be. */
    record Stay() implements MemoryMove {}

    /** Another cpuset does it. */
    record Bind(CpuSet from, CpuSet to) implements MemoryMove {}

    /** It cannot be done while the guest runs. */
    record Impossible(String why) implements MemoryMove {}

    /**
     * Decides.
     *
     * @param defined host cell of each guest cell that the guest was started with, as changed by moves since
     * @param bound   host cells that all of it is bound to now
     * @param wanted  host cell of each guest cell
     */
    static MemoryMove decide(SortedMap<Integer, Integer> defined, CpuSet bound, SortedMap<Integer, Integer> wanted) {
        var from = cells(defined);
        var to = cells(wanted);
        if (bound.size() != from.size() || to.size() != from.size()) {
            return new Impossible("its cells lie on host cells %s and cannot be spread over %s".formatted(bound, to));
        }
        var reached = carried(defined, from, to);
        if (!reached.equals(wanted)) {
            return new Impossible("the kernel moves all its memory from host cells %s to %s in their order, which puts "
                    .formatted(bound, to) + "guest cells on host cells %s, not on %s".formatted(reached, wanted));
        }
        return bound.equals(to) ? new Stay() : new Bind(bound, to);
    }

    private static CpuSet cells(SortedMap<Integer, Integer> hostCells) {
        return CpuSet.of(hostCells.values().stream().mapToInt(Integer::intValue).toArray());
    }

    private static SortedMap<Integer, Integer> carried(SortedMap<Integer, Integer> cells, CpuSet from, CpuSet to) {
        var ranks = new ArrayList<Integer>();
        from.forEach(ranks::add);
        var targets = to.toArray();
        var carried = new TreeMap<Integer, Integer>();
        cells.forEach((guest, host) -> carried.put(guest, targets[ranks.indexOf(host)]));
        return carried;
    }
}
