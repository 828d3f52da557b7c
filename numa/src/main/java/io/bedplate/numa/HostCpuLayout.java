package io.bedplate.numa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;

/**
 * The offered pCPUs of a host in an order made for planning: cell by cell and core by core, so that a core is a run of bits
 * and the state of 64 threads is one word. Offered means online and in one of the operator's sets; other CPUs belong to
 * the host and do not count as anybody's sibling. Cells are named by their index in the host's list.
 */
public final class HostCpuLayout {
    /** Thread to pCPU; a pCPU's number fits, see {@link CpuSet#LIMIT}. */
    final short[] pcpus;
    /** Core {@code c} owns the threads {@code coreStart[c]} to {@code coreStart[c + 1] - 1}. */
    final short[] coreStart;
    /** Cell {@code i} owns the cores {@code cellStart[i]} to {@code cellStart[i + 1] - 1}. */
    final short[] cellStart;
    /** Which last-level cache a core hangs on, numbered from 0 within the cell. */
    final short[] cacheOf;
    /** Cores whose every offered thread is dedicated and lies in one cell; only they can be had alone. */
    final boolean[] isolable;
    final long[] dedicated;
    final long[] shared;
    final boolean open;
    /** Last-level caches of the cell with the most; at least 1. */
    final int caches;
    final int widestCore;

    private HostCpuLayout(List<List<CpuSet>> coresOfCells, CpuSets sets, List<Cache> lastLevel) {
        int cores = coresOfCells.stream().mapToInt(List::size).sum();
        pcpus = new short[coresOfCells.stream().flatMap(List::stream).mapToInt(CpuSet::size).sum()];
        coreStart = new short[cores + 1];
        cellStart = new short[coresOfCells.size() + 1];
        cacheOf = new short[cores];
        isolable = new boolean[cores];
        int most = 1;
        int widest = 0;
        int core = 0;
        for (int cell = 0; cell < coresOfCells.size(); cell++) {
            var cachesOfCell = new ArrayList<Integer>();
            for (var threads : coresOfCells.get(cell)) {
                place(core, threads);
                cacheOf[core] = (short) indexIn(cachesOfCell, cacheOf(threads.first(), lastLevel));
                isolable[core] = sets.dedicated().containsAll(threads) && !sets.straddling().intersects(threads);
                widest = Math.max(widest, threads.size());
                core++;
            }
            cellStart[cell + 1] = (short) core;
            most = Math.max(most, cachesOfCell.size());
        }
        dedicated = threads(sets.dedicated());
        shared = threads(sets.shared());
        open = sets.open();
        caches = most;
        widestCore = widest;
    }

    private void place(int core, CpuSet threads) {
        int thread = coreStart[core];
        for (int pcpu : threads.toArray()) {
            pcpus[thread++] = (short) pcpu;
        }
        coreStart[core + 1] = (short) thread;
    }

    /** The layout of a host with these cores and caches. */
    public static HostCpuLayout of(List<NumaCell> cells, List<CpuSet> hostCores, List<Cache> hostCaches,
            CpuSets sets) {
        return new HostCpuLayout(cells.stream().map(cell -> coresOf(cell, hostCores, sets)).toList(), sets,
                lastLevel(hostCaches));
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

    int cells() {
        return cellStart.length - 1;
    }

    /** The first thread of a cell; of the cell after the last one the number of all threads. */
    int firstThread(int cell) {
        return coreStart[cellStart[cell]];
    }

    /** The most offered threads that a core has. */
    public int widestCore() {
        return widestCore;
    }

    /** The number of the core of this cell, counted over the host, that has this offered pCPU; -1 for any other. */
    public int coreOf(int cell, int pcpu) {
        for (int core = cellStart[cell]; core < cellStart[cell + 1]; core++) {
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

    /** A cell's CPUs for dedicated vCPUs, held or not. */
    public CpuSet dedicatedCpus(int cell) {
        return cpus(cell, dedicated);
    }

    /** A cell's CPUs for floating vCPUs. */
    public CpuSet sharedCpus(int cell) {
        return cpus(cell, shared);
    }

    /** A cell's CPUs for either use. */
    public CpuSet offeredCpus(int cell) {
        return dedicatedCpus(cell).or(sharedCpus(cell));
    }

    /** A bit for each thread of the host whose pCPU is in the set. */
    long[] threads(CpuSet set) {
        return Bits.where(pcpus, set, 0, pcpus.length);
    }

    /** Likewise for those of a cell. */
    long[] threads(int cell, CpuSet set) {
        return Bits.where(pcpus, set, firstThread(cell), firstThread(cell + 1));
    }

    /** The pCPUs of those threads whose bits are set. */
    CpuSet cpus(long[] threads) {
        return Bits.cpus(pcpus, threads, 0, pcpus.length);
    }

    /** Likewise of those of a cell. */
    CpuSet cpus(int cell, long[] threads) {
        return Bits.cpus(pcpus, threads, firstThread(cell), firstThread(cell + 1));
    }
}
