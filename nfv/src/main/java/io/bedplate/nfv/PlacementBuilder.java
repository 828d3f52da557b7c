package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PageSize;
import io.bedplate.hugepages.PageSizes;
import io.bedplate.numa.CpuChoice;

/** Names CPUs, page sizes and devices on the host cells found. */
final class PlacementBuilder {
    private final HostState host;
    private final NfvRequest request;
    private final Demand demand;
    private final CellSearch search;
    private final CellSearch.Found found;
    private final List<String> remarks = new ArrayList<>();
    private CpuSet isolatedEmulator = CpuSet.empty();
    private CpuSet ioThreadCpus = CpuSet.empty();

    PlacementBuilder(HostState host, NfvRequest request, Demand demand, CellSearch search, CellSearch.Found found) {
        this.host = host;
        this.request = request;
        this.demand = demand;
        this.search = search;
        this.found = found;
    }

    Plan build(GuestCpuTopology topology) {
        var cells = new ArrayList<PlacedCell>(demand.cells);
        long memoryKib = 0;
        for (int guest = 0; guest < demand.cells; guest++) {
            var cell = place(guest);
            memoryKib += cell.memoryKib();
            cells.add(cell);
        }
        boolean[] near = found.cells().near(host.cpus.cells());
        var devices = devices(host, search.requirements, near, found.nearWishes());
        var emulator = new EmulatorCpus(host, request, near).choose(cells, isolatedEmulator);
        var placement = new GuestPlacement(cells, CpuSet.empty(), emulator,
                new IoThreads(request.ioThreads().count(), ioThreadCpus), request.realtimeVcpus(),
                request.lockedMemory(), SiblingThreads.seen(request, cells, host.layout, topology), devices);
        remark(placement);
        return new Plan(placement, memoryKib, remarks);
    }

    private PlacedCell place(int guest) {
        int index = found.cells().hostOf()[guest];
        var cell = request.cells().get(guest);
        var cpus = host.cpus.cell(index);
        var choice = cpus.choose(demand.cpus[guest]);
        var pinning = choice.pinning(cell.dedicated());
        choice.emulator().ifPresent(pcpu -> isolatedEmulator = CpuSet.of(pcpu));
        ioThreadCpus = ioThreadCpus.or(choice.ioThreads());
        remark(choice, host.layout.ids[index]);
        var floatingOn = CpuSet.empty();
        if (demand.cpus[guest].floating() > 0) {
            floatingOn = cpus.sharedCpus().minus(pinning.pcpus()).minus(choice.blocked());
            floatingOn = guest == 0 ? floatingOn.minus(isolatedEmulator).minus(ioThreadCpus) : floatingOn;
        }
        long pageKib = demand.pageKib[search.fits.bestSize(guest, index)];
        var pageSize = pageKib == PageSizes.ORDINARY ? Optional.<PageSize>empty() : Optional.of(new PageSize(pageKib));
        return new PlacedCell(cell.id(), host.layout.ids[index], cell.vcpus(), pinning, floatingOn, choice.blocked(),
                cell.memoryKib(), pageSize);
    }

    private void remark(CpuChoice choice, int cell) {
        if (choice.emulatorBesideVcpu()) {
            remarks.add("the emulator threads share a core with a vCPU: no other core of cell %d has room"
                    .formatted(cell));
        }
        if (choice.ioThreadsBesideVcpu() > 0) {
            remarks.add("%d of the I/O threads share a core with a vCPU: no other core of cell %d has room"
                    .formatted(choice.ioThreadsBesideVcpu(), cell));
        }
    }

    /** The guest's devices, each with the id of its cell. */
    static List<PlacedDevice> devices(HostState host, Requirements requirements, boolean[] near, long strict) {
        if (requirements.devices.isEmpty()) {
            return List.of();
        }
        int[] remoteness = new int[near.length];
        for (int cell = 0; cell < near.length; cell++) {
            remoteness[cell] = near[cell] ? 0 : remoteness(host, near, cell);
        }
        var chosen = requirements.devices.get().choose(near, strict, remoteness);
        var devices = new ArrayList<PlacedDevice>(chosen.size());
        for (var device : chosen) {
            var cell = device.cell();
            devices.add(new PlacedDevice(device.address(),
                    cell.isPresent() ? OptionalInt.of(host.layout.ids[cell.getAsInt()]) : cell));
        }
        return devices;
    }

    private static int remoteness(HostState host, boolean[] near, int cell) {
        int least = Integer.MAX_VALUE - 1;
        for (int other = 0; other < near.length; other++) {
            least = near[other] ? Math.min(least, host.layout.distances.between(other, cell)) : least;
        }
        return least;
    }

    private void remark(GuestPlacement placement) {
        if (demand.pageKib.length > 1
                && placement.cells().stream().map(PlacedCell::pageSize).distinct().count() > 1) {
            remarks.add("the guest's cells have different page sizes: no single one fits");
        }
        for (var device : placement.devices()) {
            if (isFar(device, placement)) {
                remarks.add("device %s is not on a cell of the guest".formatted(device.address()));
            }
        }
    }

    private static boolean isFar(PlacedDevice device, GuestPlacement placement) {
        for (var cell : placement.cells()) {
            if (device.cell().isPresent() && device.cell().getAsInt() == cell.hostCell()) {
                return false;
            }
        }
        return true;
    }
}
