package io.bedplate.nfv;

import java.util.List;

import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciRequest;

/** Requests that differ from another one in one wish. */
final class AlteredRequests {
    private AlteredRequests() {}

    static NfvRequest with(NfvRequest request, EmulatorThreadPolicy policy) {
        return copy(request, request.threadPolicy(), policy, request.ioThreads(), request.pageSize(), request.cells(),
                request.pci());
    }

    static NfvRequest with(NfvRequest request, IoThreadWish wish) {
        return copy(request, request.threadPolicy(), request.emulatorThreads(), wish, request.pageSize(),
                request.cells(), request.pci());
    }

    static NfvRequest with(NfvRequest request, CpuThreadPolicy policy) {
        return copy(request, policy, request.emulatorThreads(), request.ioThreads(), request.pageSize(),
                request.cells(), request.pci());
    }

    static NfvRequest with(NfvRequest request, PageSizeWish wish) {
        return copy(request, request.threadPolicy(), request.emulatorThreads(), request.ioThreads(), wish,
                request.cells(), request.pci());
    }

    static NfvRequest with(NfvRequest request, List<GuestCell> cells, List<PciRequest> pci) {
        return copy(request, request.threadPolicy(), request.emulatorThreads(), request.ioThreads(), request.pageSize(),
                cells, pci);
    }

    private static NfvRequest copy(NfvRequest old, CpuThreadPolicy threads, EmulatorThreadPolicy emulator,
            IoThreadWish io, PageSizeWish pages, List<GuestCell> cells, List<PciRequest> pci) {
        return new NfvRequest(old.vcpus(), old.memoryKib(), old.cpuPolicy(), threads, emulator, io,
                old.realtimeVcpus(), old.lockedMemory(), pages, old.topology(), cells, pci, old.physicalNetworks(),
                old.tunneled(), old.cpuAllocationRatio(), old.ramAllocationRatio());
    }
}
