package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;

/** Plans a guest without cells: it lies on the whole host, and only the host's sums count. */
final class FloatingPlanner {
    private final HostState host;
    private final NfvRequest request;

    FloatingPlanner(HostState host, NfvRequest request) {
        this.host = host;
        this.request = request;
    }

    PlanResult plan(GuestCpuTopology topology) {
        var reasons = new ArrayList<Reason>();
        cpuReason(reasons);
        memoryReason(reasons);
        boolean[] everywhere = new boolean[host.cpus.cells()];
        Arrays.fill(everywhere, true);
        var requirements = new Requirements(host, request);
        if (!requirements.areMet(everywhere, 0)) {
            reasons.addAll(new RequirementReasons(host, request, requirements).of(everywhere));
        }
        return reasons.isEmpty() ? placed(topology, requirements, everywhere) : new Rejection(reasons);
    }

    private void cpuReason(List<Reason> reasons) {
        int shared = host.cpus.sharedCount();
        int used = host.cpus.sharedUsed();
        if (request.vcpus() > shared) {
            reasons.add(new Reason.TooFewSharedCpus(Reason.Place.HOST, request.vcpus(), shared));
        } else if (used + request.vcpus() > shared * request.cpuAllocationRatio()) {
            long room = (long) (shared * request.cpuAllocationRatio()) - used;
            reasons.add(new Reason.SharedCpusFull(Reason.Place.HOST, request.vcpus(), Math.max(0, room)));
        }
    }

    private void memoryReason(List<Reason> reasons) {
        long small = host.memory.smallKib();
        long used = host.memory.smallUsedKib();
        if (request.memoryKib() > small || used + request.memoryKib() > small * request.ramAllocationRatio()) {
            long room = Math.min(small, (long) (small * request.ramAllocationRatio()) - used);
            reasons.add(new Reason.TooLittleMemory(Reason.Place.HOST, Math.ceilDiv(request.memoryKib(), 1024L),
                    Math.max(0, room >> 10)));
        }
    }

    private Plan placed(GuestCpuTopology topology, Requirements requirements, boolean[] everywhere) {
        var devices = PlacementBuilder.devices(host, requirements, everywhere, 0);
        var placement = new GuestPlacement(List.of(), host.cpus.sharedCpus(), CpuSet.empty(),
                new IoThreads(request.ioThreads().count(), CpuSet.empty()),
                request.realtimeVcpus(), request.lockedMemory(), topology, devices);
        return new Plan(placement, request.memoryKib(), List.of());
    }
}
