package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PciAddress;
import io.bedplate.hugepages.CellMemory;
import io.bedplate.hugepages.PageSizes;

/** Resources given back, per cell by index; a sketch that a search changes. */
final class Freed {
    private final HostState host;
    final List<CpuSet> pcpus = new ArrayList<>();
    final int[] floating;
    final long[] smallMib;
    final long[][] pages;
    final TreeSet<PciAddress> devices = new TreeSet<>();

    private Freed(HostState host) {
        this.host = host;
        this.floating = new int[host.cpus.size()];
        this.smallMib = new long[floating.length];
        this.pages = new long[floating.length][];
        for (int cell = 0; cell < floating.length; cell++) {
            pcpus.add(CpuSet.empty());
            pages[cell] = new long[host.memory.get(cell).poolCount()];
        }
    }

    /** All CPUs, memory and pages held on some cells, and all devices of the host that are given away. */
    static Freed everythingOn(HostState host, int[] cells) {
        var freed = new Freed(host);
        freed.devices.addAll(host.devices.given());
        for (int cell : cells) {
            var memory = host.memory.get(cell);
            freed.pcpus.set(cell, host.cpus.get(cell).pinnedCpus());
            freed.floating[cell] = host.cpus.get(cell).sharedUsed();
            freed.smallMib[cell] = Math.ceilDiv(memory.smallUsedKib(), 1024L);
            for (int pool = 0; pool < memory.poolCount(); pool++) {
                freed.pages[cell][pool] = memory.poolUsed(pool);
            }
        }
        return freed;
    }

    HostState applied() {
        var cpus = new ArrayList<>(host.cpus);
        var memory = new ArrayList<>(host.memory);
        for (int cell = 0; cell < floating.length; cell++) {
            cpus.set(cell, cpus.get(cell).without(pcpus.get(cell), floating[cell]));
            memory.set(cell, freedMemory(memory.get(cell), cell));
        }
        return new HostState(host.layout, List.copyOf(cpus), List.copyOf(memory), host.devices.without(devices),
                host.strayPins, host.warnings());
    }

    private CellMemory freedMemory(CellMemory memory, int cell) {
        var left = memory.without(smallMib[cell] << 10, PageSizes.ORDINARY);
        for (int pool = 0; pool < pages[cell].length; pool++) {
            long kib = memory.poolSize(pool).kib();
            left = left.without(pages[cell][pool] * kib, kib);
        }
        return left;
    }

    Remedy remedy() {
        var cells = new ArrayList<Remedy.FreedOnCell>();
        for (int cell = 0; cell < floating.length; cell++) {
            var freedPages = new ArrayList<Remedy.FreedPages>();
            for (int pool = 0; pool < pages[cell].length; pool++) {
                if (pages[cell][pool] > 0) {
                    freedPages.add(new Remedy.FreedPages(host.memory.get(cell).poolSize(pool), pages[cell][pool]));
                }
            }
            var freed = new Remedy.FreedOnCell(host.layout.ids[cell], pcpus.get(cell), floating[cell], smallMib[cell],
                    freedPages);
            if (!freed.isNothing()) {
                cells.add(freed);
            }
        }
        return new Remedy.Freeing(cells, devices);
    }
}
