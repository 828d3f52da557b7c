package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import io.bedplate.host.PageSize;
import io.bedplate.hugepages.MemoryShortage;
import io.bedplate.numa.CpuShortage;

/** Finds out why a guest with cells fits nowhere: the first of several kinds of obstacle that there is. */
final class Refusal {
    private final HostState host;
    private final NfvRequest request;
    private final Demand demand;
    private final CellSearch search;

    Refusal(HostState host, NfvRequest request, Demand demand, CellSearch search) {
        this.host = host;
        this.request = request;
        this.demand = demand;
        this.search = search;
    }

    List<Reason> reasons() {
        var reasons = new ArrayList<Reason>();
        if (demand.cells > host.cpus.cells()) {
            reasons.add(new Reason.TooFewCells(demand.cells, host.cpus.cells()));
        }
        for (int guest = 0; guest < demand.cells; guest++) {
            boolean told = guest > 0 && demand.areAlike(guest, guest - 1);
            if (search.fits.fitsNowhere(guest) && !told) {
                addNowhere(guest, reasons);
            }
        }
        if (reasons.isEmpty()) {
            addContested(reasons);
        }
        return reasons.isEmpty()
                ? new RequirementReasons(host, request, search.requirements).of(search.fits)
                : reasons;
    }

    private void addNowhere(int guest, List<Reason> reasons) {
        int bound = demand.boundTo[guest];
        if (bound == Demand.NO_HOST_CELL) {
            reasons.add(new Reason.NoSuchCell(guest, request.cells().get(guest).hostCell().orElse(-1)));
            return;
        }
        for (int cell = 0; cell < host.cpus.cells(); cell++) {
            if (bound == Demand.ANY_HOST_CELL || bound == cell) {
                addShortages(guest, cell, reasons);
            }
        }
    }

    private void addShortages(int guest, int cell, List<Reason> reasons) {
        var place = new Reason.Place(demand.cells == 1 ? OptionalInt.empty() : OptionalInt.of(guest),
                OptionalInt.of(host.layout.ids[cell]));
        for (var shortage : host.cpus.cell(cell).shortages(demand.cpus[guest])) {
            reasons.add(cpuReason(place, shortage));
        }
        var memory = host.memory.cell(cell);
        for (long pageKib : demand.pageKib) {
            if (memory.fits(demand.memory[guest], pageKib)) {
                return;
            }
        }
        for (long pageKib : demand.pageKib) {
            reasons.add(memoryReason(place, memory.shortage(demand.memory[guest], pageKib)));
        }
        if (demand.pageKib.length == 0) {
            reasons.add(new Reason.NoHugePages(place, Math.ceilDiv(demand.memory[guest].kib(), 1024L)));
        }
    }

    private static Reason cpuReason(Reason.Place place, CpuShortage shortage) {
        long wanted = shortage.wanted();
        long free = shortage.free();
        return switch (shortage.kind()) {
            case DEDICATED_CPUS -> new Reason.TooFewDedicatedCpus(place, wanted, free);
            case WHOLE_CORES -> new Reason.TooFewWholeCores(place, wanted, free);
            case SIBLING_THREADS -> new Reason.TooFewSiblingThreads(place, wanted, free);
            case EMULATOR_CPU -> new Reason.NoCpuForEmulator(place, wanted, free);
            case IO_THREAD_CPUS -> new Reason.TooFewCpusForIoThreads(place, wanted, free);
            case SHARED_CPUS -> new Reason.TooFewSharedCpus(place, wanted, free);
            case SHARED_VCPUS -> new Reason.SharedCpusFull(place, wanted, free);
        };
    }

    private static Reason memoryReason(Reason.Place place, MemoryShortage shortage) {
        return switch (shortage) {
            case MemoryShortage.Ordinary(long wanted, long free) ->
                new Reason.TooLittleMemory(place, Math.ceilDiv(wanted, 1024L), free >> 10);
            case MemoryShortage.Pages(long pageKib, long wanted, long free) ->
                new Reason.TooFewPages(place, new PageSize(pageKib), wanted, free);
            case MemoryShortage.NoPool(long pageKib, long wanted) ->
                new Reason.NoSuchPages(place, new PageSize(pageKib), wanted, 0);
            case MemoryShortage.Misaligned(long wanted, long pageKib) ->
                new Reason.PageSizeMisaligned(place, new PageSize(pageKib), wanted, wanted / pageKib * pageKib);
        };
    }

    /** Guest cells that fit somewhere but together have too few host cells (P. Hall's condition, 1935). */
    private void addContested(List<Reason> reasons) {
        var matching = new CellMatching(search.fits);
        for (int cell = 0; cell < host.cpus.cells(); cell++) {
            matching.add(cell);
        }
        if (matching.isComplete()) {
            return;
        }
        boolean[] guests = new boolean[demand.cells];
        boolean[] hosts = new boolean[host.cpus.cells()];
        for (int guest = 0; guest < demand.cells; guest++) {
            if (matching.hostOf(guest) < 0) {
                matching.reach(guest, guests, hosts);
                break;
            }
        }
        reasons.add(new Reason.CellsContested(marked(guests), marked(hosts).stream().map(i -> host.layout.ids[i])
                .toList()));
    }

    private static List<Integer> marked(boolean[] marks) {
        var list = new ArrayList<Integer>();
        for (int i = 0; i < marks.length; i++) {
            if (marks[i]) {
                list.add(i);
            }
        }
        return list;
    }
}
