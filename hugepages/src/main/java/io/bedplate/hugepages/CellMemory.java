package io.bedplate.hugepages;

import io.bedplate.host.PageSize;

/** The memory of one cell of {@link HostMemory} and what of it is spoken for. */
public final class CellMemory {
    private final HostMemory host;
    private final int cell;

    CellMemory(HostMemory host, int cell) {
        this.host = host;
        this.cell = cell;
    }

    /** Whether the memory can be had as the demand says, in pages of {@code pageKib}; 0 = ordinary memory. */
    public boolean fits(MemoryDemand demand, long pageKib) {
        if (pageKib == 0) {
            return demand.overcommit()
                    ? demand.kib() <= smallKib()
                            && smallUsedKib() + demand.kib() <= smallKib() * demand.allocationRatio()
                    : demand.kib() <= smallKib() - smallUsedKib();
        }
        if (demand.kib() % pageKib != 0) {
            return false;
        }
        if (pageKib == demand.baseKib()) {
            return demand.kib() <= smallKib() - smallUsedKib();
        }
        int pool = host.pool(pageKib);
        return pool >= 0 && demand.kib() / pageKib <= poolLeft(pool);
    }

    /** What is wanted and left, in MiB of ordinary memory or in pages, where {@link #fits} says no. */
    public MemoryShortage shortage(MemoryDemand demand, long pageKib) {
        if (pageKib == 0 || pageKib == demand.baseKib()) {
            long ratio = (long) (smallKib() * (demand.overcommit() ? demand.allocationRatio() : 1.0));
            return demand.kib() % Math.max(1, pageKib) != 0
                    ? new MemoryShortage.Misaligned(demand.kib(), pageKib)
                    : new MemoryShortage.Ordinary(demand.kib(),
                            Math.max(0, Math.min(smallKib(), ratio - smallUsedKib())));
        }
        int pool = host.pool(pageKib);
        if (pool < 0 || !host.hasPool(pool, cell)) {
            return new MemoryShortage.NoPool(pageKib, Math.ceilDiv(demand.kib(), pageKib));
        }
        return demand.kib() % pageKib != 0
                ? new MemoryShortage.Misaligned(demand.kib(), pageKib)
                : new MemoryShortage.Pages(pageKib, demand.kib() / pageKib, Math.max(0, poolLeft(pool)));
    }

    /** Memory of all guests on the cell. */
    public long usedKib() {
        return host.amount(HostMemory.USED, cell);
    }

    /** All memory outside the pools. */
    public long smallKib() {
        return host.amount(HostMemory.SMALL, cell);
    }

    /** Memory outside the pools that guests hold. */
    public long smallUsedKib() {
        return host.amount(HostMemory.SMALL_USED, cell);
    }

    public long smallLeftKib() {
        return Math.max(0, smallKib() - smallUsedKib());
    }

    /** Pools of the host; the cell may lack some. */
    public int poolCount() {
        return host.pools();
    }

    public PageSize poolSize(int pool) {
        return new PageSize(host.sizeKib(pool));
    }

    /** Pages that guests hold. */
    public long poolUsed(int pool) {
        return host.held(pool, cell);
    }

    /** Pages that a guest may still have; below 0 where more is reserved or held than there is, or no such pool. */
    public long poolLeft(int pool) {
        return host.left(pool, cell);
    }

    public boolean isUntouched() {
        return host.amount(HostMemory.TOUCHED, cell) == 0;
    }
}
