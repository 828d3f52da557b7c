package io.bedplate.hugepages;

import java.util.List;

import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;

/**
 * The memory of one host cell and what of it is spoken for. Immutable.
 *
 * <p>
 * A pool has left what the kernel counts as free, less what the operator reserves; pages claimed by our own books and not
 * yet taken are free to the kernel, so the lesser of the two counts. Memory outside the pools is the host's small pages.
 */
public final class CellMemory {
    private final long[] sizesKib;
    private final long[] used;
    private final long[] left;
    private final long smallKib;
    private final long usedKib;
    private final long smallUsedKib;
    private final boolean untouched;

    private CellMemory(long[] sizesKib, long[] used, long[] left, long smallKib, long usedKib) {
        this.sizesKib = sizesKib;
        this.used = used;
        this.left = left;
        this.smallKib = smallKib;
        this.usedKib = usedKib;
        long inPools = 0;
        long pages = 0;
        for (int i = 0; i < used.length; i++) {
            inPools += used[i] * sizesKib[i];
            pages |= used[i];
        }
        this.smallUsedKib = Math.max(0, usedKib - inPools);
        this.untouched = usedKib == 0 && pages == 0;
    }

    /**
     * The memory of a cell as the kernel and our books show it.
     *
     * @param base     the host's smallest page; a pool of that size is no pool of huge pages
     * @param reserved pages per pool of {@link #pools} kept by the operator
     * @param used     pages per pool of {@link #pools} held by guests
     * @param usedKib  memory of all guests on the cell, those on huge pages too
     */
    public static CellMemory of(NumaCell cell, PageSize base, long[] reserved, long[] used, long usedKib) {
        var pools = pools(cell, base);
        long[] sizes = new long[pools.size()];
        long[] left = new long[sizes.length];
        long small = cell.memoryKib();
        for (int i = 0; i < sizes.length; i++) {
            var pool = pools.get(i);
            sizes[i] = pool.size().kib();
            left[i] = Math.min(pool.free(), pool.total() - used[i]) - reserved[i];
            small -= pool.total() * sizes[i];
        }
        return new CellMemory(sizes, used.clone(), left, Math.max(0, small), usedKib);
    }

    /** The huge-page pools of a cell, ascending by size. */
    public static List<PagePool> pools(NumaCell cell, PageSize base) {
        return cell.pools().stream().filter(pool -> !pool.size().equals(base)).toList();
    }

    /** Whether the memory can be had as the demand says, in pages of {@code pageKib}; 0 = ordinary memory. */
    public boolean fits(MemoryDemand demand, long pageKib) {
        if (pageKib == 0) {
            return demand.overcommit()
                    ? demand.kib() <= smallKib && smallUsedKib + demand.kib() <= smallKib * demand.allocationRatio()
                    : demand.kib() <= smallKib - smallUsedKib;
        }
        if (demand.kib() % pageKib != 0) {
            return false;
        }
        if (pageKib == demand.baseKib()) {
            return demand.kib() <= smallKib - smallUsedKib;
        }
        int pool = pool(pageKib);
        return pool >= 0 && demand.kib() / pageKib <= left[pool];
    }

    /** What is wanted and left, in MiB of ordinary memory or in pages, where {@link #fits} says no. */
    public MemoryShortage shortage(MemoryDemand demand, long pageKib) {
        if (pageKib == 0 || pageKib == demand.baseKib()) {
            long ratio = (long) (smallKib * (demand.overcommit() ? demand.allocationRatio() : 1.0));
            return demand.kib() % Math.max(1, pageKib) != 0
                    ? new MemoryShortage.Misaligned(demand.kib(), pageKib)
                    : new MemoryShortage.Ordinary(demand.kib(), Math.max(0, Math.min(smallKib, ratio - smallUsedKib)));
        }
        int pool = pool(pageKib);
        if (pool < 0) {
            return new MemoryShortage.NoPool(pageKib, Math.ceilDiv(demand.kib(), pageKib));
        }
        return demand.kib() % pageKib != 0
                ? new MemoryShortage.Misaligned(demand.kib(), pageKib)
                : new MemoryShortage.Pages(pageKib, demand.kib() / pageKib, Math.max(0, left[pool]));
    }

    private int pool(long pageKib) {
        for (int i = 0; i < sizesKib.length; i++) {
            if (sizesKib[i] == pageKib) {
                return i;
            }
        }
        return -1;
    }

    public CellMemory with(long kib, long pageKib) {
        return changed(kib, pageKib, 1);
    }

    public CellMemory without(long kib, long pageKib) {
        return changed(kib, pageKib, -1);
    }

    private CellMemory changed(long kib, long pageKib, int sign) {
        int pool = pool(pageKib);
        if (pool < 0) {
            return new CellMemory(sizesKib, used, left, smallKib, usedKib + sign * kib);
        }
        long[] nowUsed = used.clone();
        long[] nowLeft = left.clone();
        long pages = Math.ceilDiv(kib, pageKib);
        nowUsed[pool] += sign * pages;
        nowLeft[pool] -= sign * pages;
        return new CellMemory(sizesKib, nowUsed, nowLeft, smallKib, usedKib + sign * kib);
    }

    /** Memory of all guests on the cell. */
    public long usedKib() {
        return usedKib;
    }

    /** All memory outside the pools. */
    public long smallKib() {
        return smallKib;
    }

    /** Memory outside the pools that guests hold. */
    public long smallUsedKib() {
        return smallUsedKib;
    }

    public long smallLeftKib() {
        return Math.max(0, smallKib - smallUsedKib);
    }

    public int poolCount() {
        return sizesKib.length;
    }

    public PageSize poolSize(int pool) {
        return new PageSize(sizesKib[pool]);
    }

    /** Pages that guests hold. */
    public long poolUsed(int pool) {
        return used[pool];
    }

    /** Pages that a guest may still have; below 0 where more is reserved or held than there is. */
    public long poolLeft(int pool) {
        return left[pool];
    }

    public boolean isUntouched() {
        return untouched;
    }
}
