package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDeviceType;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologyWish;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

/** Requests for tests, built step by step; memory of a cell is 1 GiB unless said. */
final class Requests {
    private CpuPolicy cpuPolicy = CpuPolicy.DEDICATED;
    private CpuThreadPolicy threadPolicy = CpuThreadPolicy.PREFER;
    private EmulatorThreadPolicy emulator = EmulatorThreadPolicy.UNSET;
    private PageSizeWish pageSize = new PageSizeWish.Unset();
    private CpuSet realtime = CpuSet.empty();
    private IoThreadWish ioThreads = IoThreadWish.NONE;
    private CpuTopologyWish topology = CpuTopologyWish.NONE;
    private final List<GuestCell> cells = new ArrayList<>();
    private final List<PciRequest> pci = new ArrayList<>();
    private final TreeSet<String> networks = new TreeSet<>();
    private boolean tunneled;
    private double cpuRatio = 1;
    private double ramRatio = 1;
    private int vcpus;
    private long memoryKib;

    /** Dedicated vCPUs, one guest cell for each number. */
    static Requests dedicated(int... vcpusOfCells) {
        var requests = new Requests();
        for (int count : vcpusOfCells) {
            requests.cell(count, count, 1 << 20);
        }
        return requests;
    }

    /** A guest without cells. */
    static Requests floating(int vcpus, long memoryKib) {
        var requests = new Requests();
        requests.cpuPolicy = CpuPolicy.SHARED;
        requests.vcpus = vcpus;
        requests.memoryKib = memoryKib;
        return requests;
    }

    static Requests cells() {
        return new Requests();
    }

    Requests cell(int count, int dedicated, long kib) {
        return cell(count, dedicated, kib, OptionalInt.empty());
    }

    Requests cell(int count, int dedicated, long kib, OptionalInt hostCell) {
        var all = CpuSet.range(vcpus, vcpus + count - 1);
        var pinned = CpuSet.range(vcpus + count - dedicated, vcpus + count - 1);
        cells.add(new GuestCell(cells.size(), all, pinned, kib, hostCell));
        vcpus += count;
        memoryKib += kib;
        return this;
    }

    Requests memory(long... kibOfCells) {
        memoryKib = 0;
        for (int i = 0; i < kibOfCells.length; i++) {
            var old = cells.get(i);
            cells.set(i, new GuestCell(i, old.vcpus(), old.dedicated(), kibOfCells[i], old.hostCell()));
            memoryKib += kibOfCells[i];
        }
        return this;
    }

    Requests policy(CpuPolicy policy) {
        cpuPolicy = policy;
        return this;
    }

    Requests threads(CpuThreadPolicy policy) {
        threadPolicy = policy;
        return this;
    }

    Requests emulator(EmulatorThreadPolicy policy) {
        emulator = policy;
        return this;
    }

    Requests pages(PageSizeWish wish) {
        pageSize = wish;
        return this;
    }

    Requests pages(PageSize size) {
        return pages(new PageSizeWish.Exact(size));
    }

    Requests realtime(String vcpuList) {
        realtime = CpuSet.parse(vcpuList);
        return this;
    }

    Requests ioThreads(int count) {
        ioThreads = new IoThreadWish(count, false);
        return this;
    }

    Requests isolatedIoThreads(int count) {
        ioThreads = new IoThreadWish(count, true);
        return this;
    }

    Requests topology(CpuTopologyWish wish) {
        topology = wish;
        return this;
    }

    Requests vfs(int count, PciNumaPolicy policy) {
        return devices("154c", PciDeviceType.VF, count, policy);
    }

    Requests pfs(int count, PciNumaPolicy policy) {
        return devices("1572", PciDeviceType.PF, count, policy);
    }

    Requests devices(String productId, PciDeviceType type, int count, PciNumaPolicy policy) {
        pci.add(new PciRequest(Optional.of("8086"), Optional.of(productId), Optional.of(type), count, policy));
        return this;
    }

    Requests wish(PciRequest request) {
        pci.add(request);
        return this;
    }

    Requests network(String name) {
        networks.add(name);
        return this;
    }

    Requests tunneled() {
        tunneled = true;
        return this;
    }

    Requests ratios(double cpu, double ram) {
        cpuRatio = cpu;
        ramRatio = ram;
        return this;
    }

    NfvRequest build() {
        return new NfvRequest(vcpus, memoryKib, cpuPolicy, threadPolicy, emulator, ioThreads, realtime, false,
                pageSize, topology, cells, pci, networks, tunneled, cpuRatio, ramRatio);
    }
}
