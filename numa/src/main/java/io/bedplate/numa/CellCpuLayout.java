package io.bedplate.numa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;

/**
 * The offered pCPUs of one host cell in an order made for planning: core by core, so that a core is a run of bits and the
 * state of a cell of 64 threads is one word. Offered means online and in one of the operator's sets; other CPUs belong to
 * the host and do not count as anybody's sibling.
 */
public final class CellCpuLayout {
    /** Local thread number to pCPU. */
    final int[] pcpus;
    /** Core {@code c} owns the local threads {@code coreStart[c]} to {@code coreStart[c + 1] - 1}. */
    final int[] coreStart;
    /** Which last-level cache a core hangs on, numbered from 0 within the cell. */
    final int[] cacheOf;
    /** Cores whose every offered thread is dedicated and lies in this cell; only they can be had alone. */
    final boolean[] isolable;
    final long[] dedicated;
    final long[] shared;
    final boolean open;
    final int caches;
    final int widestCore;

    private CellCpuLayout(List<CpuSet> cores, CpuSets sets, List<Cache> lastLevel, @Nullable CellCpuLayout like) {
        int[] starts = new int[cores.size() + 1];
        int[] cacheOfCore = new int[cores.size()];
        boolean[] alone = new boolean[cores.size()];
        var all = new ArrayList<Integer>();
        var cacheIds = new ArrayList<Integer>();
        int widest = 0;
        for (int core = 0; core < cores.size(); core++) {
            var threads = cores.get(core);
            threads.forEach(all::add);
            starts[core + 1] = all.size();
            cacheOfCore[core] = indexIn(cacheIds, cacheOf(threads.first(), lastLevel));
            alone[core] = sets.dedicated().containsAll(threads) && !sets.straddling().intersects(threads);
            widest = Math.max(widest, threads.size());
        }
        // The cells of a host are mostly alike; sharing what is equal keeps states small and near the processor.
        coreStart = like != null && Arrays.equals(like.coreStart, starts) ? like.coreStart : starts;
        cacheOf = like != null && Arrays.equals(like.cacheOf, cacheOfCore) ? like.cacheOf : cacheOfCore;
        isolable = like != null && Arrays.equals(like.isolable, alone) ? like.isolable : alone;
        pcpus = all.stream().mapToInt(Integer::intValue).toArray();
        dedicated = Bits.where(pcpus, sets.dedicated());
        shared = Bits.where(pcpus, sets.shared());
        open = sets.open();
        caches = Math.max(1, cacheIds.size());
        widestCore = widest;
    }

    /** The layouts of the cells of a host with these cores and caches. */
    public static List<CellCpuLayout> of(List<NumaCell> cells, List<CpuSet> hostCores, List<Cache> hostCaches,
            CpuSets sets) {
        var layouts = new ArrayList<CellCpuLayout>();
        var lastLevel = lastLevel(hostCaches);
        CellCpuLayout last = null;
        for (var cell : cells) {
            last = new CellCpuLayout(coresOf(cell, hostCores, sets), sets, lastLevel, last);
            layouts.add(last);
        }
        return List.copyOf(layouts);
    }

    private static List<CpuSet> coresOf(NumaCell cell, List<CpuSet> hostCores, CpuSets sets) {
        var offered = sets.offered().and(cell.cpus());
        var cores = new ArrayList<CpuSet>();
        var rest = offered;
        for (var core : hostCores) {
            var mine = core.and(rest);
            if (!mine.isEmpty()) {
                cores.add(mine);
                rest = rest.minus(mine);
            }
        }
        rest.forEach(pcpu -> cores.add(CpuSet.of(pcpu)));
        cores.sort(Comparator.comparingInt(CpuSet::first));
        return cores;
    }

    private static List<Cache> lastLevel(List<Cache> caches) {
        int level = caches.stream().mapToInt(Cache::level).max().orElse(0);
        return caches.stream().filter(cache -> cache.level() == level).toList();
    }

    private static int cacheOf(int pcpu, List<Cache> lastLevel) {
        for (int i = 0; i < lastLevel.size(); i++) {
            if (lastLevel.get(i).cpus().contains(pcpu)) {
                return i;
            }
        }
        return -1;
    }

    private static int indexIn(List<Integer> seen, int id) {
        if (!seen.contains(id)) {
            seen.add(id);
        }
        return seen.indexOf(id);
    }

    int cores() {
        return cacheOf.length;
    }

    /** The most offered threads that a core of the cell has. */
    public int widestCore() {
        return widestCore;
    }

    /** The number of the core, within the cell, that has this offered pCPU; -1 for any other. */
    public int coreOf(int pcpu) {
        for (int core = 0; core < cores(); core++) {
            for (int thread = coreStart[core]; thread < coreStart[core + 1]; thread++) {
                if (pcpus[thread] == pcpu) {
                    return core;
                }
            }
        }
        return -1;
    }

    /** Whether the same pCPUs may serve dedicated and floating vCPUs (the operator laid down no sets). */
    public boolean open() {
        return open;
    }

    /** The cell's CPUs for dedicated vCPUs, held or not. */
    public CpuSet dedicatedCpus() {
        return Bits.cpus(pcpus, dedicated);
    }

    /** The cell's CPUs for either use. */
    public CpuSet offeredCpus() {
        return CpuSet.of(pcpus);
    }

    /** The cell's CPUs for floating vCPUs. */
    public CpuSet sharedCpus() {
        return Bits.cpus(pcpus, shared);
    }
}
