package io.bedplate.numa;

/** The cores of one cell of {@link HostCpus}, numbered from 0; threads keep the numbers they have in the layout. */
final class CellCores {
    private final HostCpuLayout layout;
    private final long[] free;
    private final int first;
    private final int count;

    CellCores(HostCpus host, int cell) {
        this.layout = host.layout;
        this.free = host.free;
        this.first = layout.cellStart[cell];
        this.count = layout.cellStart[cell + 1] - first;
    }

    int count() {
        return count;
    }

    int firstThread(int core) {
        return layout.coreStart[first + core];
    }

    /** One past the last thread. */
    int endThread(int core) {
        return layout.coreStart[first + core + 1];
    }

    int threads(int core) {
        return endThread(core) - firstThread(core);
    }

    int freeThreads(int core) {
        return Bits.count(free, firstThread(core), endThread(core));
    }

    /** No core has more threads. */
    int widest() {
        return layout.widestCore;
    }

    /** Whether a vCPU can have this core for itself. */
    boolean isWhole(int core) {
        return layout.isolable[first + core] && freeThreads(core) == threads(core);
    }

    /** Which last-level cache a core hangs on, numbered from 0 within the cell. */
    int cacheOf(int core) {
        return layout.cacheOf[first + core];
    }

    boolean isFree(int thread) {
        return Bits.has(free, thread);
    }

    int pcpu(int thread) {
        return layout.pcpus[thread];
    }
}
