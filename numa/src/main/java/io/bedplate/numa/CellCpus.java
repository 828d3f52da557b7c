package io.bedplate.numa;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.host.CpuSet;

/**
 * The pCPUs of one host cell and who holds them, with the counts that answer most questions without looking at a core.
 * Immutable.
 */
public final class CellCpus {
    private final CellCpuLayout layout;
    private final long[] pinned;
    private final int sharedUsed;

    /** Dedicated threads that nobody holds. */
    private final long[] freeThreads;
    private final boolean untouched;
    private final int free;
    private final int siblingThreads;
    private final int wholeCores;
    private final int[] wholeByThreads;
    private final int sharedCpus;

    private CellCpus(CellCpuLayout layout, long[] pinned, int sharedUsed) {
        this.layout = layout;
        this.pinned = pinned;
        this.sharedUsed = sharedUsed;
        this.freeThreads = Bits.minus(layout.dedicated, pinned);
        this.untouched = sharedUsed == 0 && Bits.count(pinned) == 0;
        this.wholeByThreads = new int[layout.widestCore + 1];
        int threads = 0;
        int paired = 0;
        int whole = 0;
        for (int core = 0; core < layout.cores(); core++) {
            int left = freeThreads(core);
            threads += left;
            paired += left > 1 ? left : 0;
            if (isWhole(core)) {
                whole++;
                wholeByThreads[left]++;
            }
        }
        free = threads;
        siblingThreads = paired;
        wholeCores = whole;
        sharedCpus = Bits.count(Bits.minus(layout.shared, pinned));
    }

    /** Nobody holds anything but {@code pinned}, and {@code sharedUsed} vCPUs float. */
    public static CellCpus of(CellCpuLayout layout, CpuSet pinned, int sharedUsed) {
        return new CellCpus(layout, Bits.where(layout.pcpus, pinned), sharedUsed);
    }

    public CellCpus with(CpuSet pins, int floating) {
        long[] more = pinned.clone();
        long[] taken = Bits.where(layout.pcpus, pins);
        for (int i = 0; i < more.length; i++) {
            more[i] |= taken[i];
        }
        return new CellCpus(layout, more, sharedUsed + floating);
    }

    public CellCpus without(CpuSet pins, int floating) {
        return new CellCpus(layout, Bits.minus(pinned, Bits.where(layout.pcpus, pins)), sharedUsed - floating);
    }

    public CellCpuLayout layout() {
        return layout;
    }

    public CpuSet pinnedCpus() {
        return Bits.cpus(layout.pcpus, pinned);
    }

    /** Floating vCPUs that run here. */
    public int sharedUsed() {
        return sharedUsed;
    }

    /** Dedicated pCPUs that nobody holds. */
    public int freeDedicated() {
        return free;
    }

    /** pCPUs for floating vCPUs; on an open host those that nobody has pinned. */
    public int sharedCount() {
        return sharedCpus;
    }

    /** The CPUs that {@link #sharedCount} counts. */
    public CpuSet sharedCpus() {
        return Bits.cpus(layout.pcpus, Bits.minus(layout.shared, pinned));
    }

    public boolean isUntouched() {
        return untouched;
    }

    boolean isFree(int thread) {
        return Bits.has(freeThreads, thread);
    }

    int freeThreads(int core) {
        return Bits.count(freeThreads, layout.coreStart[core], layout.coreStart[core + 1]);
    }

    /** Whether a vCPU can have this core for itself. */
    boolean isWhole(int core) {
        return layout.isolable[core] && freeThreads(core) == layout.coreStart[core + 1] - layout.coreStart[core];
    }

    /** The pCPUs for a demand that {@link #fits}. */
    public CpuChoice choose(CpuDemand demand) {
        return new CpuChooser(this, demand, true).choose();
    }

    /** Whether the demand fits; exact, in constant time. */
    public boolean fits(CpuDemand demand) {
        int dedicated = demand.dedicated();
        if (dedicated > capacity(demand.threadPolicy())) {
            return false;
        }
        int taken = threadsTaken(demand);
        return taken + demand.helpers() <= free && floatingFits(demand, taken);
    }

    /** Everything the cell lacks for the demand; empty where it fits. */
    public List<CpuShortage> shortages(CpuDemand demand) {
        var list = new ArrayList<CpuShortage>(2);
        int capacity = capacity(demand.threadPolicy());
        int taken = 0;
        if (demand.dedicated() > capacity) {
            list.add(new CpuShortage(kind(demand.threadPolicy()), demand.dedicated(), capacity));
        } else {
            taken = threadsTaken(demand);
            addHelperShortages(demand, free - taken, list);
        }
        if (!floatingFits(demand, taken)) {
            list.add(floatingShortage(demand, taken));
        }
        return list;
    }

    private static void addHelperShortages(CpuDemand demand, int left, List<CpuShortage> list) {
        if (demand.emulator() && left == 0) {
            list.add(new CpuShortage(CpuShortage.Kind.EMULATOR_CPU, 1, 0));
        }
        int forIoThreads = Math.max(0, left - (demand.emulator() ? 1 : 0));
        if (demand.ioThreads() > forIoThreads) {
            list.add(new CpuShortage(CpuShortage.Kind.IO_THREAD_CPUS, demand.ioThreads(), forIoThreads));
        }
    }

    private static CpuShortage.Kind kind(CpuThreadPolicy policy) {
        return switch (policy) {
            case PREFER -> CpuShortage.Kind.DEDICATED_CPUS;
            case ISOLATE -> CpuShortage.Kind.WHOLE_CORES;
            case REQUIRE -> CpuShortage.Kind.SIBLING_THREADS;
        };
    }

    /** How many vCPUs of one guest the cell can pin under a thread policy. */
    int capacity(CpuThreadPolicy policy) {
        return switch (policy) {
            case PREFER -> free;
            case ISOLATE -> wholeCores;
            case REQUIRE -> siblingThreads;
        };
    }

    /** Pinned and blocked threads; isolate takes the cores with the fewest threads first. */
    private int threadsTaken(CpuDemand demand) {
        if (demand.threadPolicy() != CpuThreadPolicy.ISOLATE) {
            return demand.dedicated();
        }
        int cores = demand.dedicated();
        int threads = 0;
        for (int size = 1; cores > 0; size++) {
            int some = Math.min(cores, wholeByThreads[size]);
            threads += some * size;
            cores -= some;
        }
        return threads;
    }

    // On an open host a new pin takes a CPU from under the floating vCPUs, so those already there are asked too.
    boolean floatingFits(CpuDemand demand, int taken) {
        boolean displaces = sharedUsed > 0 && layout.open && taken + demand.helpers() > 0;
        if (demand.floating() == 0 && !displaces) {
            return true;
        }
        int left = sharedLeft(demand, taken);
        return demand.floating() <= left && sharedUsed + demand.floating() <= left * demand.allocationRatio();
    }

    private int sharedLeft(CpuDemand demand, int taken) {
        return layout.open ? sharedCpus - taken - demand.helpers() : sharedCpus;
    }

    private CpuShortage floatingShortage(CpuDemand demand, int taken) {
        int left = Math.max(0, sharedLeft(demand, taken));
        if (demand.floating() > left) {
            return new CpuShortage(CpuShortage.Kind.SHARED_CPUS, demand.floating(), left);
        }
        long room = (long) (left * demand.allocationRatio());
        // Nothing of the guest floats: it would take CPUs that the floating vCPUs already here need.
        return demand.floating() == 0
                ? new CpuShortage(CpuShortage.Kind.SHARED_VCPUS, sharedUsed, room)
                : new CpuShortage(CpuShortage.Kind.SHARED_VCPUS, demand.floating(), Math.max(0, room - sharedUsed));
    }
}
