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
    private static final int[] NONE = {};

    private final CellCpus cell;
    private final CellCores cores;
    private final CpuDemand demand;
    private final boolean isolate;
    private final boolean byCache;

    /** Free threads that vCPUs of the guest may have, per core; 0 once the core is spoken for. */
    private final int[] usable;
    private final int[] pins;
    private int pinned;
    /** Cores that vCPUs or helpers have. */
    private final boolean[] full;
    /** No core has more usable threads. */
    private int mostUsable;
    /** Room below each last-level cache, in vCPUs; the order in which caches are split. */
    private int[] roomOfCache = NONE;
    private int onlyCache = -1;

    CpuChooser(CellCpus cell, CpuDemand demand, boolean byCache) {
        this.cell = cell;
        this.byCache = byCache && cell.caches() > 1;
        this.cores = cell.cores();
        this.demand = demand;
        this.isolate = demand.threadPolicy() == CpuThreadPolicy.ISOLATE;
        this.usable = new int[cores.count()];
        this.full = new boolean[usable.length];
        this.pins = new int[demand.dedicated()];
        this.mostUsable = cores.widest();
        for (int core = 0; core < usable.length; core++) {
            usable[core] = usableThreads(core);
        }
    }

    private int usableThreads(int core) {
        int free = cores.freeThreads(core);
        return switch (demand.threadPolicy()) {
            case PREFER -> free;
            case REQUIRE -> free > 1 ? free : 0;
            case ISOLATE -> cores.isWhole(core) ? free : 0;
        };
    }

    CpuChoice choose() {
        if (demand.helpers() > 0) {
            new CoresToKeep(cell, cores, demand, usable).keep();
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
        var blocked = isolate ? siblings() : CpuSet.empty();
        int[] helpers = new int[demand.helpers()];
        int apart = placeApart(helpers);
        placeBeside(helpers, apart);
        return new CpuChoice(pins, blocked, demand.emulator(), helpers, apart);
    }

    /** Puts helpers on cores without vCPUs, those with the fewest free threads first; how many went there. */
    private int placeApart(int[] helpers) {
        int placed = 0;
        while (placed < helpers.length) {
            int core = fewestFree();
            if (core < 0) {
                return placed;
            }
            for (int thread = cores.firstThread(core); thread < cores.endThread(core); thread++) {
                if (placed < helpers.length && cores.isFree(thread)) {
                    helpers[placed++] = cores.pcpu(thread);
                }
            }
            full[core] = true;
        }
        return placed;
    }

    private int fewestFree() {
        int best = -1;
        for (int core = 0; core < usable.length; core++) {
            int free = cores.freeThreads(core);
            if (free > 0 && !full[core] && (best < 0 || free < cores.freeThreads(best))) {
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
        for (int thread = cores.firstThread(0); placed < helpers.length; thread++) {
            if (cores.isFree(thread) && !taken.contains(cores.pcpu(thread))) {
                helpers[placed++] = cores.pcpu(thread);
            }
        }
    }

    private void chooseCache() {
        int[] pairs = new int[cell.caches()];
        roomOfCache = new int[cell.caches()];
        for (int core = 0; core < usable.length; core++) {
            int room = isolate ? Math.min(usable[core], 1) : usable[core];
            roomOfCache[cores.cacheOf(core)] += room;
            pairs[cores.cacheOf(core)] += room > 1 ? room : 0;
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
        for (int core = 0; core < usable.length && !isBest(best); core++) {
            if (mayUse(core) && (best < 0 || goesBefore(core, best, usable[core] - usable[best]))) {
                best = core;
            }
        }
        mostUsable = usable[best];
        return best;
    }

    private boolean isBest(int core) {
        return core >= 0 && usable[core] == mostUsable && !splitsCaches();
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
        return usable[core] > 0 && (onlyCache < 0 || cores.cacheOf(core) == onlyCache);
    }

    private boolean splitsCaches() {
        return roomOfCache.length > 0 && onlyCache < 0;
    }

    // Where vCPUs must be split over caches, the roomiest cache is used up first.
    private boolean widerCache(int core, int other) {
        return splitsCaches() && roomOfCache[cores.cacheOf(core)] > roomOfCache[cores.cacheOf(other)];
    }

    private void take(int core, int atMost) {
        int left = atMost;
        for (int thread = cores.firstThread(core); left > 0 && thread < cores.endThread(core); thread++) {
            if (cores.isFree(thread)) {
                pins[pinned++] = cores.pcpu(thread);
                left--;
            }
        }
        usable[core] = 0;
        full[core] = true;
    }

    /** Of the cores that vCPUs have; helpers come later. */
    private int threadsTaken() {
        int threads = 0;
        for (int core = 0; core < full.length; core++) {
            threads += full[core] ? cores.threads(core) : 0;
        }
        return threads;
    }

    private CpuSet siblings() {
        int[] threads = new int[threadsTaken()];
        int count = 0;
        for (int core = 0; core < full.length; core++) {
            for (int thread = cores.firstThread(core); full[core] && thread < cores.endThread(core); thread++) {
                threads[count++] = cores.pcpu(thread);
            }
        }
        return CpuSet.of(threads).minus(CpuSet.of(pins));
    }
}
