package io.bedplate.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDeviceType;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.nfv.IoThreadWish;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologyWish;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

/**
 * The requests with which Nova was measured: dedicated vCPUs on huge pages.
 *
 * @param memoryGib memory of each guest cell
 * @param networks  physical networks physnet0, physnet1, ...
 */
record BenchmarkRequests(int vcpusPerCell, List<Integer> memoryGib, PageSize pages, CpuThreadPolicy threads, int vfs,
        PciNumaPolicy devicePolicy, int networks) {

    /** Cells alike, no devices, no networks. */
    static BenchmarkRequests of(int cells, int vcpusPerCell, int gibPerCell, PageSize pages) {
        return new BenchmarkRequests(vcpusPerCell, Collections.nCopies(cells, gibPerCell), pages,
                CpuThreadPolicy.PREFER, 0, PciNumaPolicy.LEGACY, 0);
    }

    BenchmarkRequests threads(CpuThreadPolicy policy) {
        return new BenchmarkRequests(vcpusPerCell, memoryGib, pages, policy, vfs, devicePolicy, networks);
    }

    BenchmarkRequests vfs(int count, PciNumaPolicy policy) {
        return new BenchmarkRequests(vcpusPerCell, memoryGib, pages, threads, count, policy, networks);
    }

    BenchmarkRequests networks(int count) {
        return new BenchmarkRequests(vcpusPerCell, memoryGib, pages, threads, vfs, devicePolicy, count);
    }

    /** The last {@code count} guest cells get another size. */
    BenchmarkRequests lastCells(int count, int gib) {
        var memory = new ArrayList<>(memoryGib);
        for (int i = memory.size() - count; i < memory.size(); i++) {
            memory.set(i, gib);
        }
        return new BenchmarkRequests(vcpusPerCell, memory, pages, threads, vfs, devicePolicy, networks);
    }

    NfvRequest request() {
        var cells = new ArrayList<GuestCell>();
        for (int cell = 0; cell < memoryGib.size(); cell++) {
            var vcpus = CpuSet.range(cell * vcpusPerCell, (cell + 1) * vcpusPerCell - 1);
            cells.add(new GuestCell(cell, vcpus, vcpus, (long) memoryGib.get(cell) << 20, OptionalInt.empty()));
        }
        var devices = vfs == 0
                ? List.<PciRequest>of()
                : List.of(new PciRequest(Optional.of("8086"), Optional.of("154c"), Optional.of(PciDeviceType.VF), vfs,
                        devicePolicy));
        var names = new TreeSet<String>();
        for (int i = 0; i < networks; i++) {
            names.add("physnet" + i);
        }
        return new NfvRequest(cells.size() * vcpusPerCell, cells.stream().mapToLong(GuestCell::memoryKib).sum(),
                CpuPolicy.DEDICATED, threads, EmulatorThreadPolicy.UNSET, IoThreadWish.NONE, CpuSet.empty(), false,
                new PageSizeWish.Exact(pages), CpuTopologyWish.NONE, cells, devices, names, false, 1, 1);
    }

    /** A guest without cells. */
    static NfvRequest floating(int vcpus, long memoryKib) {
        return new NfvRequest(vcpus, memoryKib, CpuPolicy.SHARED, CpuThreadPolicy.PREFER, EmulatorThreadPolicy.UNSET,
                IoThreadWish.NONE,
                CpuSet.empty(), false, new PageSizeWish.Unset(), CpuTopologyWish.NONE, List.of(), List.of(),
                new TreeSet<>(), false, 1, 1);
    }
}
