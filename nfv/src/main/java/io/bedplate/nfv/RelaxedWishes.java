package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

import io.bedplate.host.PageSize;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

/** Requests that ask for one thing less than another, the nearest to it first. */
final class RelaxedWishes {
    private final HostLayout layout;
    private final NfvRequest request;

    RelaxedWishes(HostLayout layout, NfvRequest request) {
        this.layout = layout;
        this.request = request;
    }

    List<Remedy.Asking> all() {
        var wishes = new ArrayList<Remedy.Asking>();
        addEmulator(wishes);
        addIoThreads(wishes);
        addThreads(wishes);
        addPages(wishes);
        addDevices(wishes);
        addCells(wishes);
        return wishes;
    }

    private void addEmulator(List<Remedy.Asking> wishes) {
        if (request.emulatorThreads() == EmulatorThreadPolicy.ISOLATE) {
            wishes.add(new Remedy.Asking("emulator threads policy share",
                    AlteredRequests.with(request, EmulatorThreadPolicy.SHARE)));
        }
    }

    private void addIoThreads(List<Remedy.Asking> wishes) {
        if (request.ioThreads().ownCpus() > 0) {
            wishes.add(new Remedy.Asking("I/O threads policy share",
                    AlteredRequests.with(request, request.ioThreads().shared())));
        }
    }

    private void addThreads(List<Remedy.Asking> wishes) {
        if (request.threadPolicy() != CpuThreadPolicy.PREFER) {
            wishes.add(new Remedy.Asking("CPU thread policy prefer",
                    AlteredRequests.with(request, CpuThreadPolicy.PREFER)));
        }
    }

    private void addPages(List<Remedy.Asking> wishes) {
        if (request.pageSize() instanceof PageSizeWish.Unset) {
            return;
        }
        for (long kib : layout.hugeKib) {
            addPages(new PageSize(kib), wishes);
        }
        addPages(new PageSize(layout.baseKib), wishes);
    }

    private void addPages(PageSize size, List<Remedy.Asking> wishes) {
        var wish = new PageSizeWish.Exact(size);
        if (!wish.equals(request.pageSize())) {
            wishes.add(new Remedy.Asking("pages of " + size, AlteredRequests.with(request, wish)));
        }
    }

    private void addDevices(List<Remedy.Asking> wishes) {
        for (var policy : List.of(PciNumaPolicy.SOCKET, PciNumaPolicy.LEGACY, PciNumaPolicy.PREFERRED)) {
            var relaxed = new ArrayList<PciRequest>();
            for (var wish : request.pci()) {
                boolean keep = wish.numaPolicy() == PciNumaPolicy.PREFERRED || wish.numaPolicy() == policy;
                relaxed.add(keep
                        ? wish
                        : new PciRequest(wish.vendorId(), wish.productId(), wish.type(), wish.count(), policy));
            }
            if (!relaxed.equals(request.pci())) {
                wishes.add(new Remedy.Asking("PCI NUMA policy " + policy.name().toLowerCase(Locale.ROOT),
                        AlteredRequests.with(request, request.cells(), relaxed)));
            }
        }
    }

    private void addCells(List<Remedy.Asking> wishes) {
        if (request.cells().stream().anyMatch(cell -> cell.hostCell().isPresent())) {
            var free = request.cells().stream().map(cell -> new GuestCell(cell.id(), cell.vcpus(), cell.dedicated(),
                    cell.memoryKib(), OptionalInt.empty())).toList();
            wishes.add(new Remedy.Asking("no host cells named", AlteredRequests.with(request, free, request.pci())));
        }
    }
}
