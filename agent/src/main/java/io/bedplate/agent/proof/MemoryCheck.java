package io.bedplate.agent.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.bedplate.agent.kernel.MemoryArea;
import io.bedplate.agent.kernel.ProcessFacts;
import io.bedplate.agent.kernel.ProcessThread;
import io.bedplate.agent.proof.Evidence.MemoryRow;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;

/**
 * Memory of the guest: cell and page size.
 *
 * <p>
 * Huge pages are the guest's alone, so they are counted exactly. Ordinary memory is shared by guest and hypervisor and
 * may not be touched yet, so it is checked by where the kernel may put it.
 */
final class MemoryCheck {
    private MemoryCheck() {}

    /** Which memory a row counts. */
    private record Kind(int hostCell, PageSize pageSize) implements Comparable<Kind> {
        private static final Comparator<Kind> ORDER = Comparator.comparingInt(Kind::hostCell)
                .thenComparing(Kind::pageSize);

        @Override
        public int compareTo(Kind other) {
            return ORDER.compare(this, other);
        }
    }

    static List<MemoryRow> rows(GuestPlacement claimed, List<MemoryArea> areas) {
        var wanted = new TreeMap<Kind, Long>();
        for (var cell : claimed.cells()) {
            wanted.merge(new Kind(cell.hostCell(), pageSize(cell)), cell.memoryKib(), Long::sum);
        }
        var found = found(areas);
        var kinds = new TreeMap<>(found);
        kinds.putAll(wanted);
        return kinds.keySet().stream().filter(kind -> isHuge(kind.pageSize()) || wanted.containsKey(kind))
                .map(kind -> new MemoryRow(kind.hostCell(), kind.pageSize(), wanted.getOrDefault(kind, 0L),
                        found.getOrDefault(kind, 0L), policies(areas, kind)))
                .toList();
    }

    private static Map<Kind, Long> found(List<MemoryArea> areas) {
        var found = new TreeMap<Kind, Long>();
        for (var area : areas) {
            area.pages().forEach((cell, pages) -> found.merge(new Kind(cell, area.pageSize()),
                    pages * area.pageSize().kib(), Long::sum));
        }
        return found;
    }

    private static List<String> policies(List<MemoryArea> areas, Kind kind) {
        return areas.stream().filter(area -> area.pageSize().equals(kind.pageSize()))
                .filter(area -> area.pages().containsKey(kind.hostCell())).map(MemoryArea::policy).distinct().sorted()
                .toList();
    }

    private static PageSize pageSize(PlacedCell cell) {
        return cell.pageSize().orElse(PageSize.KIB_4);
    }

    private static boolean isHuge(PageSize size) {
        // No architecture has ordinary pages above 64 KiB, or huge ones below that.
        return size.kib() > 64;
    }

    static List<Difference> differences(GuestPlacement claimed, ProcessFacts process, List<MemoryRow> rows) {
        var differences = new ArrayList<Difference>();
        for (var row : rows) {
            if (row.wantedKib() == 0) {
                differences.add(new Difference.MemoryElsewhere(row.hostCell(), row.pageSize(), row.foundKib()));
            } else if (isHuge(row.pageSize()) && row.foundKib() < row.wantedKib()) {
                differences.add(new Difference.TooLittleMemory(row.hostCell(), row.pageSize(), row.wantedKib(),
                        row.foundKib()));
            }
        }
        differences.addAll(notBound(claimed, process));
        differences.addAll(notLocked(claimed, process.lockedKib()));
        return differences;
    }

    /** Huge pages cannot be swapped and the kernel does not count them as locked (mm/mlock.c); what else there is must be. */
    private static List<Difference> notLocked(GuestPlacement claimed, long lockedKib) {
        long ordinaryKib = claimed.cells().stream().filter(cell -> !isHuge(pageSize(cell)))
                .mapToLong(PlacedCell::memoryKib).sum();
        long wantedKib = Math.max(1, ordinaryKib);
        return claimed.lockedMemory() && lockedKib < wantedKib
                ? List.of(new Difference.NotLocked(wantedKib, lockedKib))
                : List.of();
    }

    /** Either the cpuset of the threads or the policy of every guest area keeps memory in the claimed cells. */
    private static List<Difference> notBound(GuestPlacement claimed, ProcessFacts process) {
        if (claimed.cells().isEmpty()) {
            return List.of();
        }
        var wanted = CpuSet.of(claimed.cells().stream().mapToInt(PlacedCell::hostCell).toArray());
        var allowed = process.threads().stream().map(ProcessThread::allowedCells).reduce(CpuSet.empty(), CpuSet::or);
        boolean bound = wanted.containsAll(allowed) || policiesKeepTo(wanted, claimed, process.memory());
        return bound ? List.of() : List.of(new Difference.MemoryNotBound(wanted, allowed));
    }

    private static boolean policiesKeepTo(CpuSet wanted, GuestPlacement claimed, List<MemoryArea> areas) {
        boolean hugeOnly = claimed.cells().stream().allMatch(cell -> isHuge(pageSize(cell)));
        var guestAreas = areas.stream().filter(area -> hugeOnly ? isHuge(area.pageSize()) : area.boundTo().isPresent())
                .toList();
        return !guestAreas.isEmpty() && guestAreas.stream()
                .allMatch(area -> area.boundTo().filter(wanted::containsAll).isPresent());
    }
}
