package io.bedplate.nfv;

import io.bedplate.hugepages.MemoryDemand;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.hugepages.PageSizes;
import io.bedplate.numa.CpuDemand;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;

/** What a request asks of each host cell, guest cell by guest cell, in the host's page sizes. */
final class Demand {
    static final int ANY_HOST_CELL = -1;
    static final int NO_HOST_CELL = -2;

    final int cells;
    final CpuDemand[] cpus;
    final MemoryDemand[] memory;
    /** Index of the host cell a guest cell is bound to, or one of the two above. */
    final int[] boundTo;
    /** Page sizes the guest may get, best first, in KiB; 0 = ordinary memory. */
    final long[] pageKib;

    Demand(HostLayout layout, NfvRequest request) {
        cells = request.cells().size();
        cpus = new CpuDemand[cells];
        memory = new MemoryDemand[cells];
        boundTo = new int[cells];
        pageKib = PageSizes.candidates(request.pageSize(), layout.hugeKib, layout.baseKib);
        boolean overcommit = request.cpuPolicy() == CpuPolicy.SHARED
                && request.pageSize() instanceof PageSizeWish.Unset;
        for (int guest = 0; guest < cells; guest++) {
            var cell = request.cells().get(guest);
            boolean emulator = guest == 0 && request.emulatorThreads() == EmulatorThreadPolicy.ISOLATE;
            cpus[guest] = cpuDemand(cell, request, emulator, guest == 0 ? request.ioThreads().ownCpus() : 0);
            memory[guest] = new MemoryDemand(cell.memoryKib(), overcommit, request.ramAllocationRatio(),
                    layout.baseKib);
            boundTo[guest] = cell.hostCell().isEmpty() ? ANY_HOST_CELL : bound(layout, cell.hostCell().getAsInt());
        }
    }

    private static CpuDemand cpuDemand(GuestCell cell, NfvRequest request, boolean emulator, int ioThreads) {
        int dedicated = cell.dedicated().size();
        int floating = dedicated == 0 ? cell.vcpus().size() : cell.vcpus().size() - dedicated;
        return new CpuDemand(dedicated, floating, request.threadPolicy(), emulator, ioThreads,
                request.cpuAllocationRatio());
    }

    private static int bound(HostLayout layout, int hostCell) {
        int index = layout.indexOf(hostCell);
        return index < 0 ? NO_HOST_CELL : index;
    }

    /** Whether two guest cells ask exactly the same. */
    boolean areAlike(int guest, int other) {
        return boundTo[guest] == boundTo[other] && memory[guest].kib() == memory[other].kib()
                && cpus[guest].dedicated() == cpus[other].dedicated()
                && cpus[guest].floating() == cpus[other].floating()
                && cpus[guest].emulator() == cpus[other].emulator()
                && cpus[guest].ioThreads() == cpus[other].ioThreads();
    }

}
