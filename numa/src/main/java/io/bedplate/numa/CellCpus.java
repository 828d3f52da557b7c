package io.bedplate.numa;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.host.CpuSet;

/** The pCPUs of one cell of {@link HostCpus} and who holds them. */
public final class CellCpus {
    private final HostCpus host;
    private final int cell;

    CellCpus(HostCpus host, int cell) {
        this.host = host;
        this.cell = cell;
    }

    public CpuSet pinnedCpus() {
        return host.pinnedCpus(cell);
    }

    /** Floating vCPUs that run here. */
    public int sharedUsed() {
        return host.count(HostCpus.FLOATING, cell);
    }

    /** Dedicated pCPUs that nobody holds. */
    public int freeDedicated() {
        return host.count(HostCpus.FREE, cell);
    }

    /** pCPUs for floating vCPUs; on an open host those that nobody has pinned. */
    public int sharedCount() {
        return host.count(HostCpus.SHARED, cell);
    }

    /** The CPUs that {@link #sharedCount} counts. */
    public CpuSet sharedCpus() {
        return host.sharedCpus(cell);
    }

    public boolean isUntouched() {
        return sharedUsed() == 0 && host.count(HostCpus.PINNED, cell) == 0;
    }

    CellCores cores() {
        return new CellCores(host, cell);
    }

    /** Last-level caches that a cell of this host may have; at least 1. */
    int caches() {
        return host.layout.caches;
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
        return taken + demand.helpers() <= freeDedicated() && floatingFits(demand, taken);
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
            addHelperShortages(demand, freeDedicated() - taken, list);
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
            case PREFER -> freeDedicated();
            case ISOLATE -> host.count(HostCpus.WHOLE, cell);
            case REQUIRE -> host.count(HostCpus.SIBLINGS, cell);
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
            int some = Math.min(cores, host.count(HostCpus.WHOLE + size, cell));
            threads += some * size;
            cores -= some;
        }
        return threads;
    }

    // On an open host a new pin takes a CPU from under the floating vCPUs, so those already there are asked too.
    boolean floatingFits(CpuDemand demand, int taken) {
        boolean displaces = sharedUsed() > 0 && host.layout.open && taken + demand.helpers() > 0;
        if (demand.floating() == 0 && !displaces) {
            return true;
        }
        int left = sharedLeft(demand, taken);
        return demand.floating() <= left && sharedUsed() + demand.floating() <= left * demand.allocationRatio();
    }

    private int sharedLeft(CpuDemand demand, int taken) {
        return host.layout.open ? sharedCount() - taken - demand.helpers() : sharedCount();
    }

    private CpuShortage floatingShortage(CpuDemand demand, int taken) {
        int left = Math.max(0, sharedLeft(demand, taken));
        if (demand.floating() > left) {
            return new CpuShortage(CpuShortage.Kind.SHARED_CPUS, demand.floating(), left);
        }
        long room = (long) (left * demand.allocationRatio());
        // Nothing of the guest floats: it would take CPUs that the floating vCPUs already here need.
        return demand.floating() == 0
                ? new CpuShortage(CpuShortage.Kind.SHARED_VCPUS, sharedUsed(), room)
                : new CpuShortage(CpuShortage.Kind.SHARED_VCPUS, demand.floating(), Math.max(0, room - sharedUsed()));
    }
}
