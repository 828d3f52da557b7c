package io.bedplate.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;

/** The huge-page counters of a host. Guarded by the monitor of its {@link SimulatedHost}. */
final class PagePools {
    private final Map<Integer, Map<PageSize, PagePool>> byCell = new TreeMap<>();

    PagePools(List<NumaCell> cells) {
        for (var cell : cells) {
            var bySize = new TreeMap<PageSize, PagePool>();
            cell.pools().forEach(pool -> bySize.put(pool.size(), pool));
            byCell.put(cell.id(), bySize);
        }
    }

    /** Empty where the cell has no pool of that size. */
    Optional<PagePool> pool(int cell, PageSize size) {
        return Optional.ofNullable(byCell.get(cell)).map(bySize -> bySize.get(size));
    }

    long free(int cell, PageSize size) {
        return pool(cell, size).map(PagePool::free).orElse(0L);
    }

    /** Changes a pool by so many free pages: negative takes, positive gives back. */
    void add(PageCount pages, int sign) {
        var pool = pool(pages.cell(), pages.size()).orElseThrow();
        put(pages.cell(), new PagePool(pool.size(), pool.total(), pool.free() + sign * pages.count()));
    }

    /** Grows or shrinks a pool as the kernel does: pages in use stay. */
    void resize(int cell, PageSize size, long wanted) {
        var pool = pool(cell, size).orElseThrow();
        long used = pool.total() - pool.free();
        long total = Math.max(wanted, used);
        put(cell, new PagePool(size, total, total - used));
    }

    private void put(int cell, PagePool pool) {
        byCell.getOrDefault(cell, new TreeMap<>()).put(pool.size(), pool);
    }

    /** The host with the pools as they are now. */
    HostTopology applyTo(HostTopology host) {
        var cells = host.cells().stream().map(this::applyTo).toList();
        return new HostTopology(host.name(), host.arch(), cells, host.cores(), host.distances(), host.caches(),
                host.pci());
    }

    private NumaCell applyTo(NumaCell cell) {
        var pools = cell.pools().stream().map(pool -> pool(cell.id(), pool.size()).orElse(pool)).toList();
        return new NumaCell(cell.id(), cell.socket(), cell.cpus(), cell.memoryKib(), pools);
    }

    /** Huge pages of one size in one cell. */
    record PageCount(int cell, PageSize size, long count) {}
}
