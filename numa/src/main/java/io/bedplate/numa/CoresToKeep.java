package io.bedplate.numa;

import java.util.Arrays;

/**
 * Keeps cores free of vCPUs for the helpers of a guest, its emulator and I/O threads: as many helpers as possible get a
 * thread on such a core, and the vCPUs lose as little as that allows.
 */
final class CoresToKeep {
    private static final int UNREACHED = -1;

    private final CellCores cores;
    private final boolean isolate;
    /** Free threads that vCPUs may have, per core; 0 once the core is kept. */
    private final int[] usable;
    private final boolean[] kept;
    /** Helpers that have no kept thread yet. */
    private int wanted;
    /** Places of vCPUs that may still be lost. */
    private int spare;

    CoresToKeep(CellCpus cell, CellCores cores, CpuDemand demand, int[] usable) {
        this.cores = cores;
        this.isolate = demand.threadPolicy() == CpuThreadPolicy.ISOLATE;
        this.usable = usable;
        this.kept = new boolean[usable.length];
        this.wanted = demand.helpers();
        this.spare = cell.capacity(demand.threadPolicy()) - demand.dedicated();
    }

    void keep() {
        if (isolate || wanted == 1) {
            keepCheapest(Integer.MAX_VALUE);
        } else {
            keepCheapest(0);
            keepExactly();
        }
    }

    /** One core after the other. With isolate a core costs one vCPU its place whatever its width, so the widest is best. */
    private void keepCheapest(int mostLoss) {
        for (int core = cheapest(); wanted > 0 && core >= 0 && loss(core) <= mostLoss; core = cheapest()) {
            keep(core);
        }
    }

    private void keep(int core) {
        spare -= cost(core);
        wanted -= cores.freeThreads(core);
        usable[core] = 0;
        kept[core] = true;
    }

    /** The last of equals; or -1. */
    private int cheapest() {
        int best = -1;
        for (int core = 0; core < usable.length; core++) {
            boolean may = !kept[core] && cores.freeThreads(core) > 0 && cost(core) <= spare;
            if (may && (best < 0 || loss(core) <= loss(best))) {
                best = core;
            }
        }
        return best;
    }

    private int cost(int core) {
        return isolate ? Math.min(usable[core], 1) : usable[core];
    }

    // Isolated vCPUs take the cores with the fewest threads, so the helpers leave those alone.
    private int loss(int core) {
        return isolate && usable[core] > 0 ? Integer.MAX_VALUE - usable[core] : usable[core];
    }

    /** Cores of several widths: the fewest threads that are enough, else the most there are (a subset sum). */
    private void keepExactly() {
        int most = wanted <= 0 ? 0 : Math.min(spare, wanted + cores.widest() - 1);
        int[] lastCore = reachable(most);
        int sum = Math.min(wanted, most);
        while (sum > 0 && sum < most && lastCore[sum] == UNREACHED) {
            sum++;
        }
        while (sum > 0 && lastCore[sum] == UNREACHED) {
            sum--;
        }
        while (sum > 0) {
            int core = lastCore[sum];
            sum -= usable[core];
            keep(core);
        }
    }

    /** For each number of threads the core that completes it; each core counts once. */
    private int[] reachable(int most) {
        int[] lastCore = new int[most + 1];
        Arrays.fill(lastCore, UNREACHED);
        for (int core = usable.length - 1; core >= 0; core--) {
            for (int sum = most; usable[core] > 0 && sum >= usable[core]; sum--) {
                int before = sum - usable[core];
                if (lastCore[sum] == UNREACHED && (before == 0 || lastCore[before] != UNREACHED)) {
                    lastCore[sum] = core;
                }
            }
        }
        return lastCore;
    }
}
