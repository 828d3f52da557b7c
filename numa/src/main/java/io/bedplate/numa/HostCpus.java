package io.bedplate.numa;

import java.util.Arrays;

import io.bedplate.host.CpuSet;

/**
 * The pCPUs of a host and who holds them, with the counts that answer most questions without looking at a core. Immutable.
 *
 * <p>
 * A site has more hosts than the processor's caches hold, and then what a question costs is the memory it touches. So the
 * counts lie kind by kind, each with all cells side by side: the few kinds that a question asks for are a few cache lines,
 * however many cells there are.
 */
public final class HostCpus {
    /** Dedicated threads that nobody holds. */
    static final int FREE = 0;
    static final int PINNED = 1;
    /** Floating vCPUs. */
    static final int FLOATING = 2;
    /** Threads for floating vCPUs that nobody has pinned. */
    static final int SHARED = 3;
    /** Free threads on cores with at least two of them. */
    static final int SIBLINGS = 4;
    /** Cores that a vCPU can have for itself; {@code WHOLE + n} counts those of {@code n} threads. */
    static final int WHOLE = 5;

    final HostCpuLayout layout;
    private final int cells;
    /** Kind and cell to the count. */
    private final int[] counts;
    /** Threads that may serve dedicated vCPUs and that nobody holds. */
    final long[] free;
    private final long[] pinned;

    private HostCpus(HostCpuLayout layout, long[] pinned, int[] counts) {
        this.layout = layout;
        this.cells = layout.cells();
        this.counts = counts;
        this.free = Bits.minus(layout.dedicated, pinned);
        this.pinned = pinned;
    }

    /**
     * Nobody holds anything but {@code pinned}, and vCPUs float.
     *
     * @param floating how many on each cell
     */
    public static HostCpus of(HostCpuLayout layout, CpuSet pinned, int... floating) {
        var cpus = new HostCpus(layout, layout.threads(pinned),
                new int[(WHOLE + layout.widestCore + 1) * layout.cells()]);
        for (int cell = 0; cell < cpus.cells; cell++) {
            cpus.recount(cell, floating[cell]);
        }
        return cpus;
    }

    /** With more pins and floating vCPUs on a cell. */
    public HostCpus with(int cell, CpuSet pins, int floating) {
        return changed(cell, Bits.or(pinned, layout.threads(cell, pins)), floating);
    }

    /** With fewer pins and floating vCPUs on a cell. */
    public HostCpus without(int cell, CpuSet pins, int floating) {
        return changed(cell, Bits.minus(pinned, layout.threads(cell, pins)), -floating);
    }

    private HostCpus changed(int cell, long[] held, int floating) {
        var changed = new HostCpus(layout, held, counts.clone());
        changed.recount(cell, count(FLOATING, cell) + floating);
        return changed;
    }

    /** Only while the state is being made. */
    private void recount(int cell, int floating) {
        for (int kind = 0; kind * cells < counts.length; kind++) {
            counts[kind * cells + cell] = 0;
        }
        int from = layout.firstThread(cell);
        int to = layout.firstThread(cell + 1);
        add(FREE, cell, Bits.count(free, from, to));
        add(PINNED, cell, Bits.count(pinned, from, to));
        add(FLOATING, cell, floating);
        add(SHARED, cell, Bits.count(Bits.minus(layout.shared, pinned), from, to));
        var cores = new CellCores(this, cell);
        for (int core = 0; core < cores.count(); core++) {
            int left = cores.freeThreads(core);
            add(SIBLINGS, cell, left > 1 ? left : 0);
            if (cores.isWhole(core)) {
                add(WHOLE, cell, 1);
                add(WHOLE + left, cell, 1);
            }
        }
    }

    private void add(int kind, int cell, int more) {
        counts[kind * cells + cell] += more;
    }

    int count(int kind, int cell) {
        return counts[kind * cells + cell];
    }

    public int cells() {
        return cells;
    }

    /** One cell, by its index. */
    public CellCpus cell(int cell) {
        return new CellCpus(this, cell);
    }

    private int sum(int kind) {
        return Arrays.stream(counts, kind * cells, (kind + 1) * cells).sum();
    }

    /** Floating vCPUs of the host. */
    public int sharedUsed() {
        return sum(FLOATING);
    }

    /** The host's pCPUs for floating vCPUs, of an open host those that nobody has pinned. */
    public int sharedCount() {
        return sum(SHARED);
    }

    CpuSet pinnedCpus(int cell) {
        return layout.cpus(cell, pinned);
    }

    CpuSet sharedCpus(int cell) {
        return layout.cpus(cell, Bits.minus(layout.shared, pinned));
    }

    /** The CPUs that {@link #sharedCount} counts. */
    public CpuSet sharedCpus() {
        return layout.cpus(Bits.minus(layout.shared, pinned));
    }

    /** All pinned pCPUs that are offered. */
    public CpuSet pinnedCpus() {
        return layout.cpus(pinned);
    }
}
