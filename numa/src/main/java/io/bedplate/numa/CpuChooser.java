package io.bedplate.numa;

import io.bedplate.host.CpuSet;

/**
 * Chooses the pCPUs of one guest cell in a host cell where its demand fits.
 *
 * <p>
 * In this order: the emulator thread gets a core without vCPUs of the guest if there is one, taken cores first; the
 * vCPUs stay below one last-level cache if one has room, the tightest first; whole runs of free siblings are used up
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
        int keptCore = demand.emulator() ? coreToKeep() : -1;
        if (keptCore >= 0) {
            usable[keptCore] = 0;
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
        int emulator = !demand.emulator() ? -1 : keptCore >= 0 ? firstFree(coreForEmulator()) : firstThreadLeft();
        return new CpuChoice(pins, isolate ? siblings() : CpuSet.empty(), emulator,
                demand.emulator() && keptCore < 0);
    }

    /** A core for the emulator whose loss hurts the vCPUs least and leaves room for them, the last of equals; or -1. */
    private int coreToKeep() {
        int best = -1;
        int spare = cell.capacity(demand.threadPolicy()) - demand.dedicated();
        for (int core = 0; core < usable.length; core++) {
            int cost = isolate ? Math.min(usable[core], 1) : usable[core];
            if (cell.freeThreads(core) > 0 && cost <= spare && (best < 0 || loss(core) <= loss(best))) {
                best = core;
            }
        }
        return best;
    }

    // Isolated vCPUs take the cores with the fewest threads, so the emulator leaves those alone.
    private int loss(int core) {
        return isolate && usable[core] > 0 ? Integer.MAX_VALUE - usable[core] : usable[core];
    }

    /** Of the cores without vCPUs, of which there is one at least, the one with the fewest free threads. */
    private int coreForEmulator() {
        int best = -1;
        for (int core = 0; core < usable.length; core++) {
            int free = cell.freeThreads(core);
            if (free > 0 && !isBroken(core) && (best < 0 || free < cell.freeThreads(best))) {
                best = core;
            }
        }
        return best;
    }

    private boolean isBroken(int core) {
        for (int i = 0; i < brokenCores; i++) {
            if (broken[i] == core) {
                return true;
            }
        }
        return false;
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
        broken[brokenCores++] = core;
    }

    private int firstFree(int core) {
        int thread = layout.coreStart[core];
        while (!cell.isFree(thread)) {
            thread++;
        }
        return layout.pcpus[thread];
    }

    private int firstThreadLeft() {
        var taken = CpuSet.of(pins);
        for (int thread = 0; thread < layout.pcpus.length; thread++) {
            if (cell.isFree(thread) && !taken.contains(layout.pcpus[thread])) {
                return layout.pcpus[thread];
            }
        }
        throw new IllegalStateException("asked to choose where the demand does not fit");
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
