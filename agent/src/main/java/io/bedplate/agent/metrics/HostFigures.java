package io.bedplate.agent.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.bedplate.agent.Claim;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.HostView;
import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.virt.InstanceId;

/**
 * What a host has and who holds it, counted.
 *
 * @param claims one entry for each phase
 */
public record HostFigures(List<Cell> cells, List<Pool> pools, List<Card> cards, Map<Phase, Long> claims) {

    /** One NUMA cell; pCPUs as counts. */
    public record Cell(int id, long memoryKib, int dedicated, int shared, int claimed, int floatingVcpus) {}

    /**
     * Huge pages of one size in one cell.
     *
     * @param claimed by instances, whether they run or not
     * @param foreign in use beyond what guests with a process have claimed; where a guest that is being made does not have
     *                all of its pages yet, somebody else's may hide behind them for that moment
     */
    public record Pool(int cell, PageSize size, long total, long free, long claimed, long foreign) {}

    /** A physical function and its virtual ones. */
    public record Card(PciAddress pf, String cell, int vfs, int claimed) {}

    /** Counts; {@code active} are the instances whose guests have a process. Pure. */
    public static HostFigures of(HostView view, Set<InstanceId> active) {
        var cells = new ArrayList<Cell>();
        var pools = new ArrayList<Pool>();
        for (var cell : view.topology().cells()) {
            cells.add(cell(cell, view));
            cell.pools().forEach(pool -> pools.add(pool(cell.id(), pool, view, active)));
        }
        return new HostFigures(cells, pools, cards(view), phases(view.claims()));
    }

    private static Cell cell(NumaCell cell, HostView view) {
        var dedicated = view.config().dedicatedCpus();
        var shared = view.config().sharedCpus();
        boolean either = dedicated.isEmpty() && shared.isEmpty();
        var usage = view.usage();
        return new Cell(cell.id(), cell.memoryKib(),
                cell.cpus().and(dedicated.orElse(either ? cell.cpus() : CpuSet.empty())).size(),
                cell.cpus().and(shared.orElse(either ? cell.cpus() : CpuSet.empty())).size(),
                cell.cpus().and(usage.pinnedCpus()).size(), usage.sharedVcpus().getOrDefault(cell.id(), 0));
    }

    private static Pool pool(int cell, PagePool pool, HostView view, Set<InstanceId> active) {
        var bySize = view.usage().pages().get(cell);
        long claimed = bySize == null ? 0 : bySize.getOrDefault(pool.size(), 0L);
        long inUse = view.claims().stream().filter(claim -> active.contains(claim.id()))
                .mapToLong(claim -> pages(claim, cell, pool.size())).sum();
        return new Pool(cell, pool.size(), pool.total(), pool.free(), claimed,
                Math.max(0, pool.total() - pool.free() - inUse));
    }

    private static long pages(Claim claim, int cell, PageSize size) {
        return claim.spec().placement().cells().stream().filter(placed -> placed.hostCell() == cell)
                .filter(placed -> placed.pageSize().filter(size::equals).isPresent())
                .mapToLong(placed -> size.pagesFor(placed.memoryKib())).sum();
    }

    private static List<Card> cards(HostView view) {
        return view.topology().pci().stream().filter(device -> device.totalVfs() > 0)
                .map(pf -> new Card(pf.address(), cellOf(pf), pf.vfs().size(),
                        (int) pf.vfs().stream().filter(vf -> view.usage().pci().contains(vf)).count()))
                .toList();
    }

    private static String cellOf(PciDevice device) {
        return device.cell().isPresent() ? Integer.toString(device.cell().getAsInt()) : "";
    }

    private static Map<Phase, Long> phases(List<Claim> claims) {
        var counts = new EnumMap<Phase, Long>(Phase.class);
        for (var phase : Phase.values()) {
            counts.put(phase, 0L);
        }
        claims.forEach(claim -> counts.merge(claim.phase(), 1L, Long::sum));
        return counts;
    }
}
