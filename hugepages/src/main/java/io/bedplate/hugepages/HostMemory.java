package io.bedplate.hugepages;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;

import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;

/**
 * The memory of a host by cell and what of it is spoken for. Immutable. Cells are named by their index in the host's list.
 *
 * <p>
 * A pool has left what the kernel counts as free, less what the operator reserves; pages claimed by our own books and not
 * yet taken are free to the kernel, so the lesser of the two counts. Memory outside the pools is the host's small pages.
 *
 * <p>
 * The amounts lie kind by kind, each with all cells side by side, so that a question touches few cache lines.
 */
public final class HostMemory {
    /** KiB outside the pools. */
    static final int SMALL = 0;
    /** KiB outside the pools that guests hold. */
    static final int SMALL_USED = 1;
    /** KiB of all guests. */
    static final int USED = 2;
    /** Anything but 0 where somebody holds memory or pages. */
    static final int TOUCHED = 3;
    /** {@code LEFT + n}: pages of the size {@code n} that a guest may still have; after them in the same way those held. */
    static final int LEFT = 4;

    /** Pages left on a cell without a pool of the size. */
    private static final long NO_POOL = Long.MIN_VALUE;

    private final int cells;
    /** Sizes of all pools, ascending. */
    private final long[] sizesKib;
    /** Kind and cell to the amount. */
    private final long[] amounts;

    private HostMemory(int cells, long[] sizesKib, long[] amounts) {
        this.cells = cells;
        this.sizesKib = sizesKib;
        this.amounts = amounts;
    }

    /**
     * The memory of a host's cells as the kernel and our books show it.
     *
     * @param base     the host's smallest page; a pool of that size is no pool of huge pages
     * @param reserved pages of a pool kept by the operator
     * @param used     pages of a pool held by guests
     * @param usedKib  memory of all guests on a cell, those on huge pages too
     */
    public static HostMemory of(List<NumaCell> cells, PageSize base, ToLongBiFunction<NumaCell, PageSize> reserved,
            ToLongBiFunction<NumaCell, PageSize> used, ToLongFunction<NumaCell> usedKib) {
        long[] sizes = cells.stream().flatMap(cell -> pools(cell, base).stream()).mapToLong(pool -> pool.size().kib())
                .distinct().sorted().toArray();
        var memory = new HostMemory(cells.size(), sizes, new long[(LEFT + 2 * sizes.length) * cells.size()]);
        for (int cell = 0; cell < cells.size(); cell++) {
            memory.fill(cell, cells.get(cell), base, reserved, used);
            memory.set(USED, cell, usedKib.applyAsLong(cells.get(cell)));
            memory.derive(cell);
        }
        return memory;
    }

    private void fill(int index, NumaCell cell, PageSize base, ToLongBiFunction<NumaCell, PageSize> reserved,
            ToLongBiFunction<NumaCell, PageSize> used) {
        for (int pool = 0; pool < sizesKib.length; pool++) {
            set(LEFT + pool, index, NO_POOL);
        }
        long small = cell.memoryKib();
        for (var pool : pools(cell, base)) {
            int at = pool(pool.size().kib());
            long held = used.applyAsLong(cell, pool.size());
            set(LEFT + at, index, Math.min(pool.free(), pool.total() - held) - reserved.applyAsLong(cell, pool.size()));
            set(heldOf(at), index, held);
            small -= pool.total() * pool.size().kib();
        }
        set(SMALL, index, Math.max(0, small));
    }

    /** The huge-page pools of a cell, ascending by size. */
    public static List<PagePool> pools(NumaCell cell, PageSize base) {
        return cell.pools().stream().filter(pool -> !pool.size().equals(base)).toList();
    }

    /** What follows from the rest. Only while the state is being made. */
    private void derive(int cell) {
        long inPools = 0;
        long pages = 0;
        for (int pool = 0; pool < sizesKib.length; pool++) {
            long held = amount(heldOf(pool), cell);
            inPools += held * sizesKib[pool];
            pages |= held;
        }
        set(SMALL_USED, cell, Math.max(0, amount(USED, cell) - inPools));
        set(TOUCHED, cell, amount(USED, cell) | pages);
    }

    /** With more memory of a cell taken, in pages of {@code pageKib}. */
    public HostMemory with(int cell, long kib, long pageKib) {
        return changed(cell, kib, pageKib, 1);
    }

    /** With some memory of a cell given back. */
    public HostMemory without(int cell, long kib, long pageKib) {
        return changed(cell, kib, pageKib, -1);
    }

    private HostMemory changed(int cell, long kib, long pageKib, int sign) {
        var changed = new HostMemory(cells, sizesKib, amounts.clone());
        changed.set(USED, cell, amount(USED, cell) + sign * kib);
        int pool = pool(pageKib);
        if (pool >= 0 && hasPool(pool, cell)) {
            long pages = sign * Math.ceilDiv(kib, pageKib);
            changed.set(heldOf(pool), cell, held(pool, cell) + pages);
            changed.set(LEFT + pool, cell, left(pool, cell) - pages);
        }
        changed.derive(cell);
        return changed;
    }

    private void set(int kind, int cell, long amount) {
        amounts[kind * cells + cell] = amount;
    }

    long amount(int kind, int cell) {
        return amounts[kind * cells + cell];
    }

    private long sum(int kind) {
        return Arrays.stream(amounts, kind * cells, (kind + 1) * cells).sum();
    }

    /** All memory of the host outside the pools. */
    public long smallKib() {
        return sum(SMALL);
    }

    /** Memory outside the pools that guests hold. */
    public long smallUsedKib() {
        return sum(SMALL_USED);
    }

    /** Which of the sizes, or -1. */
    int pool(long pageKib) {
        for (int pool = 0; pool < sizesKib.length; pool++) {
            if (sizesKib[pool] == pageKib) {
                return pool;
            }
        }
        return -1;
    }

    int pools() {
        return sizesKib.length;
    }

    long sizeKib(int pool) {
        return sizesKib[pool];
    }

    /** Whether the cell has pages of the size at all. */
    boolean hasPool(int pool, int cell) {
        return left(pool, cell) != NO_POOL;
    }

    long left(int pool, int cell) {
        return amount(LEFT + pool, cell);
    }

    long held(int pool, int cell) {
        return amount(heldOf(pool), cell);
    }

    private int heldOf(int pool) {
        return LEFT + sizesKib.length + pool;
    }

    /** One cell, by its index. */
    public CellMemory cell(int cell) {
        return new CellMemory(this, cell);
    }
}
