package io.bedplate.numa;

import java.util.Arrays;

import io.bedplate.host.CpuSet;

/**
 * Chooses the pCPUs of one guest cell in a host cell where its demand fits.
 *
 * <p>
 * In this order: emulator and I/O threads get cores without vCPUs of the guest as far as there are any, broken cores
 * first; the vCPUs stay below one last-level cache if one has room, the tightest first; whole runs of free siblings are used up
 * before a core is broken; the core broken is the one that loses least; equal cores by lowest pCPU.
 */
final class CpuChooser {
    private final CellCpus cell;
    private final CellCpuLayout layout;
    private final CpuDemand demand;
    private final boolean isolate;
    private final boolean byCache;

    /** Free threads that vCPUs of the guest may have, per core; 0 once the core is spoken for. */
    private final int[] usable;
    private final int[] pins;
    private int pinned;
    /** Cores that vCPUs or helpers have. */
    private final boolean[] full;
    private final int[] broken;
    private int brokenCores;
    /** Room below each last-level cache, in vCPUs; the order in which caches are split. */
    private int[] roomOfCache = {};
    private int onlyCache = -1;

    CpuChooser(CellCpus cell, CpuDemand demand, boolean byCache) {
        this.cell = cell;
        this.byCache = byCache && cell.layout().caches > 1;
        this.layout = cell.layout();
        this.demand = demand;
        this.isolate = demand.threadPolicy() == CpuThreadPolicy.ISOLATE;
        this.usable = new int[layout.cores()];
        this.full = new boolean[usable.length];
        this.pins = new int[demand.dedicated()];
        this.broken = new int[demand.dedicated()];
        for (int core = 0; core < usable.length; core++) {
            usable[core] = usableThreads(core);
        }
    }

    private int usableThreads(int core) {
        int free = cell.freeThreads(core);
        return switch (demand.threadPolicy()) {
            case PREFER -> free;
            case REQUIRE -> free > 1 ? free : 0;
            case ISOLATE -> cell.isWhole(core) ? free : 0;
        };
    }

    CpuChoice choose() {
        if (demand.helpers() > 0) {
            new CoresToKeep(cell, demand, usable).keep();
        }
        if (byCache) {
            chooseCache();
        }
        if (isolate) {
            pinWholeCores();
        } else {
            pinThreads();
        }
        if (isolate && byCache && !cell.floatingFits(demand, threadsTaken())) {
            // The cores below this cache are wider than others, and floating vCPUs need what that costs.
            return new CpuChooser(cell, demand, false).choose();
        }
        int[] helpers = new int[demand.helpers()];
        int apart = placeApart(helpers);
        placeBeside(helpers, apart);
        return new CpuChoice(pins, isolate ? siblings() : CpuSet.empty(), demand.emulator(), helpers, apart);
    }

    /** Puts helpers on cores without vCPUs, those with the fewest free threads first; how many went there. */
    private int placeApart(int[] helpers) {
        int placed = 0;
        while (placed < helpers.length) {
            int core = fewestFree();
            if (core < 0) {
                return placed;
            }
            for (int thread = layout.coreStart[core]; thread < layout.coreStart[core + 1]; thread++) {
                if (placed < helpers.length && cell.isFree(thread)) {
                    helpers[placed++] = layout.pcpus[thread];
                }
            }
            full[core] = true;
        }
        return placed;
    }

    private int fewestFree() {
        int best = -1;
        for (int core = 0; core < usable.length; core++) {
            int free = cell.freeThreads(core);
            if (free > 0 && !full[core] && (best < 0 || free < cell.freeThreads(best))) {
                best = core;
            }
        }
        return best;
    }

    private void placeBeside(int[] helpers, int apart) {
        int placed = apart;
        var taken = placed < helpers.length
                ? CpuSet.of(pins).or(CpuSet.of(Arrays.copyOf(helpers, apart)))
                : CpuSet.empty();
        for (int thread = 0; placed < helpers.length; thread++) {
            if (cell.isFree(thread) && !taken.contains(layout.pcpus[thread])) {
                helpers[placed++] = layout.pcpus[thread];
            }
        }
    }

    private void chooseCache() {
        int[] pairs = new int[layout.caches];
        roomOfCache = new int[layout.caches];
        for (int core = 0; core < usable.length; core++) {
            int room = isolate ? Math.min(usable[core], 1) : usable[core];
            roomOfCache[layout.cacheOf[core]] += room;
            pairs[layout.cacheOf[core]] += room > 1 ? room : 0;
        }
        onlyCache = tightest(pairs);
        if (onlyCache < 0) {
            onlyCache = tightest(roomOfCache);
        }
    }

    private int tightest(int[] room) {
        int best = -1;
        for (int cache = 0; cache < room.length; cache++) {
            if (room[cache] >= pins.length && (best < 0 || room[cache] < room[best])) {
                best = cache;
            }
        }
        return best;
    }

    private void pinThreads() {
        while (pinned < pins.length) {
            int wanted = pins.length - pinned;
            int core = largest();
            take(usable[core] > wanted ? smallestWith(wanted) : core, wanted);
        }
    }

    private void pinWholeCores() {
        while (pinned < pins.length) {
            take(smallestWith(1), 1);
        }
    }

    private int largest() {
        int best = -1;
        for (int core = 0; core < usable.length; core++) {
            if (mayUse(core) && (best < 0 || goesBefore(core, best, usable[core] - usable[best]))) {
                best = core;
            }
        }
        return best;
    }

    private int smallestWith(int threads) {
        int best = -1;
        for (int core = 0; core < usable.length; core++) {
            boolean fits = mayUse(core) && usable[core] >= threads;
            if (fits && (best < 0 || goesBefore(core, best, usable[best] - usable[core]))) {
                best = core;
            }
        }
        return best;
    }

    private boolean goesBefore(int core, int other, int advantage) {
        return advantage > 0 || (advantage == 0 && widerCache(core, other));
    }

    private boolean mayUse(int core) {
        return usable[core] > 0 && (onlyCache < 0 || layout.cacheOf[core] == onlyCache);
    }

    // Where vCPUs must be split over caches, the roomiest cache is used up first.
    private boolean widerCache(int core, int other) {
        return roomOfCache.length > 0 && onlyCache < 0
                && roomOfCache[layout.cacheOf[core]] > roomOfCache[layout.cacheOf[other]];
    }

    private void take(int core, int atMost) {
        int left = atMost;
        for (int thread = layout.coreStart[core]; left > 0 && thread < layout.coreStart[core + 1]; thread++) {
            if (cell.isFree(thread)) {
                pins[pinned++] = layout.pcpus[thread];
                left--;
            }
        }
        usable[core] = 0;
        full[core] = true;
        broken[brokenCores++] = core;
    }

    private int threadsTaken() {
        int threads = 0;
        for (int i = 0; i < brokenCores; i++) {
            threads += layout.coreStart[broken[i] + 1] - layout.coreStart[broken[i]];
        }
        return threads;
    }

    private CpuSet siblings() {
        var threads = CpuSet.empty();
        for (int i = 0; i < brokenCores; i++) {
            for (int thread = layout.coreStart[broken[i]]; thread < layout.coreStart[broken[i] + 1]; thread++) {
                threads = threads.plus(layout.pcpus[thread]);
            }
        }
        return threads.minus(CpuSet.of(pins));
    }
}
