package io.bedplate.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostTopology;
import io.bedplate.host.PageSize;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.nfv.HostState;
import io.bedplate.nfv.IoThreadWish;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Reason;
import io.bedplate.nfv.Rejection;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologyWish;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.Growth.NewVcpu;
import io.bedplate.virt.InstanceSpec;

/**
 * Finds places for what an instance is to get. Each guest cell that grows asks its host cell as a guest of its own would
 * that is bound there, so the planner's choice and its reasons are those of any other guest. Pure.
 */
final class GrowthPlanner {
    private final InstanceSpec spec;
    private final HostTopology topology;
    private final GrowRequest request;

    GrowthPlanner(InstanceSpec spec, HostTopology topology, GrowRequest request) {
        this.spec = spec;
        this.topology = topology;
        this.request = request;
    }

    sealed interface Answer {
        record Fits(Growth growth) implements Answer {}

        record No(Rejection rejection) implements Answer {}
    }

    /**
     * The places, in the host cells where the instance is.
     *
     * @param host less all that claims hold, those of the instance too
     */
    Answer plan(HostState host) {
        var guest = spec.placement().topology();
        int perSocket = guest.cores() * guest.threads();
        if (request.vcpus() % perSocket != 0) {
            return no("vCPUs come in whole sockets of %d, %d wanted".formatted(perSocket, request.vcpus()));
        }
        var cells = spec.placement().cells();
        var strange = request.modules().stream().filter(module -> cells.stream()
                .noneMatch(cell -> cell.id() == module.guestCell())).findFirst();
        return cells.isEmpty() || strange.isPresent()
                ? no("guest cell %d is to grow, the instance has %d cells"
                        .formatted(strange.map(GrowRequest.Memory::guestCell).orElse(0), cells.size()))
                : planCells(host);
    }

    private static Answer no(String why) {
        return new Answer.No(new Rejection(List.of(new Reason.InvalidRequest(why))));
    }

    private Answer planCells(HostState host) {
        var growth = Growth.NONE;
        var left = host;
        for (var cell : spec.placement().cells()) {
            int vcpus = cell.equals(spec.placement().cells().getLast()) ? request.vcpus() : 0;
            var modules = request.modules().stream().filter(module -> module.guestCell() == cell.id()).toList();
            if (vcpus == 0 && modules.isEmpty()) {
                continue;
            }
            long memoryKib = modules.stream().mapToLong(GrowRequest.Memory::memoryKib).sum();
            switch (NfvPlanner.plan(left, asGuest(cell, vcpus, memoryKib))) {
                case Plan plan -> {
                    left = left.with(plan);
                    growth = growth.and(growth(cell, plan.placement().cells().getFirst(), modules));
                }
                case Rejection rejection -> {
                    return new Answer.No(rejection);
                }
            }
        }
        return new Answer.Fits(growth);
    }

    private NfvRequest asGuest(PlacedCell cell, int vcpus, long memoryKib) {
        var numbers = CpuSet.range(0, vcpus - 1);
        boolean dedicated = isDedicated(cell);
        var isolating = cell.blockedCpus().isEmpty() ? request.threadPolicy() : CpuThreadPolicy.ISOLATE;
        var asked = new GuestCell(0, numbers, dedicated ? numbers : CpuSet.empty(), memoryKib,
                OptionalInt.of(cell.hostCell()));
        return new NfvRequest(Math.max(1, vcpus), memoryKib, dedicated ? CpuPolicy.DEDICATED : CpuPolicy.SHARED,
                isolating, EmulatorThreadPolicy.UNSET, IoThreadWish.NONE, CpuSet.empty(), false,
                pages(cell.pageSize()), CpuTopologyWish.NONE, List.of(asked), List.of(),
                Collections.emptySortedSet(), false, request.cpuAllocationRatio(), request.ramAllocationRatio());
    }

    private static boolean isDedicated(PlacedCell cell) {
        return !cell.pinning().isEmpty() || cell.floatingOn().isEmpty();
    }

    private static PageSizeWish pages(Optional<PageSize> size) {
        return size.<PageSizeWish>map(PageSizeWish.Exact::new).orElseGet(PageSizeWish.Unset::new);
    }

    private Growth growth(PlacedCell cell, PlacedCell found, List<GrowRequest.Memory> modules) {
        var vcpus = new ArrayList<NewVcpu>();
        var floatingOn = cell.floatingOn().isEmpty() ? found.floatingOn() : cell.floatingOn();
        found.vcpus().forEach(vcpu -> vcpus.add(new NewVcpu(spec.vcpus() + vcpu, cell.id(),
                new Seats(topology).of(found, floatingOn, vcpu))));
        return new Growth(vcpus, modules.stream().map(module -> new MemoryModule(module.id(), cell.id(),
                cell.hostCell(), module.memoryKib(), cell.pageSize())).toList());
    }
}
