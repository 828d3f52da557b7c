package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PciAddress;
import io.bedplate.hugepages.HostMemory;
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
        this.floating = new int[host.cpus.cells()];
        this.smallMib = new long[floating.length];
        this.pages = new long[floating.length][];
        for (int cell = 0; cell < floating.length; cell++) {
            pcpus.add(CpuSet.empty());
            pages[cell] = new long[host.memory.cell(cell).poolCount()];
        }
    }

    /** All CPUs, memory and pages held on some cells, and all devices of the host that are given away. */
    static Freed everythingOn(HostState host, int[] cells) {
        var freed = new Freed(host);
        freed.devices.addAll(host.devices.given());
        for (int cell : cells) {
            var memory = host.memory.cell(cell);
            freed.pcpus.set(cell, host.cpus.cell(cell).pinnedCpus());
            freed.floating[cell] = host.cpus.cell(cell).sharedUsed();
            freed.smallMib[cell] = Math.ceilDiv(memory.smallUsedKib(), 1024L);
            for (int pool = 0; pool < memory.poolCount(); pool++) {
                freed.pages[cell][pool] = memory.poolUsed(pool);
            }
        }
        return freed;
    }

    HostState applied() {
        var cpus = host.cpus;
        var memory = host.memory;
        for (int cell = 0; cell < floating.length; cell++) {
            cpus = cpus.without(cell, pcpus.get(cell), floating[cell]);
            memory = freedMemory(memory, cell);
        }
        return new HostState(host.layout, cpus, memory, host.devices.without(devices), host.strayPins,
                host.warnings());
    }

    private HostMemory freedMemory(HostMemory memory, int cell) {
        var left = memory.without(cell, smallMib[cell] << 10, PageSizes.ORDINARY);
        for (int pool = 0; pool < pages[cell].length; pool++) {
            long kib = memory.cell(cell).poolSize(pool).kib();
            left = left.without(cell, pages[cell][pool] * kib, kib);
        }
        return left;
    }

    Remedy remedy() {
        var cells = new ArrayList<Remedy.FreedOnCell>();
        for (int cell = 0; cell < floating.length; cell++) {
            var freedPages = new ArrayList<Remedy.FreedPages>();
            for (int pool = 0; pool < pages[cell].length; pool++) {
                if (pages[cell][pool] > 0) {
                    freedPages.add(new Remedy.FreedPages(host.memory.cell(cell).poolSize(pool), pages[cell][pool]));
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
