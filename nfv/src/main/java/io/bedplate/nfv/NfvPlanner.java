package io.bedplate.nfv;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.GuestCpuTopology;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuTopologies;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.sriov.DeviceWishes;

/**
 * The one planner: decides where every part of a guest runs on a host, or why it cannot. Complete (what fits is found),
 * sound (what is answered is right) and deterministic (the same question has the same answer on every JVM).
 *
 * <p>
 * Of several answers it gives the one that is best by this list, each line only breaking ties of the lines above:
 * <ol>
 * <li>one page size for all cells, the best the wish lets pass; mixed sizes only where no single one fits;
 * <li>every device on the guest's cells; else as many wishes as possible in the order of the request;
 * <li>cells near the host cell of guest cell 0, by the sum of SLIT distances, then on the same socket;
 * <li>least fragmentation: cells in use before untouched ones, cells with few free devices before those with many (for
 * a guest without devices), the fuller cell first; within a cell one last-level cache, then whole cores;
 * <li>lowest ids.
 * </ol>
 * Feasibility and the first line are exact. The others are exact unless networks or devices rule out the cells that would be
 * best without them; then the best of a search bounded in work is given (docs/planner.md has the bounds).
 */
public final class NfvPlanner {
    private NfvPlanner() {}

    /** Where the guest goes on the host, or why not. Changes neither. */
    public static PlanResult plan(HostState host, NfvRequest request) {
        var flaw = flaw(request);
        if (flaw.isPresent()) {
            return rejection(flaw.get());
        }
        var topology = CpuTopologies.choose(request.vcpus(), request.topology());
        if (topology.isEmpty()) {
            return rejection("no guest topology of %d vCPUs keeps the limits on sockets, cores and threads"
                    .formatted(request.vcpus()));
        }
        return request.cells().isEmpty()
                ? new FloatingPlanner(host, request).plan(topology.get())
                : planCells(host, request, topology.get());
    }

    private static PlanResult planCells(HostState host, NfvRequest request, GuestCpuTopology topology) {
        var demand = new Demand(host.layout, request);
        var search = new CellSearch(host, request, demand);
        var found = search.find();
        return found == null
                ? new Rejection(new Refusal(host, request, demand, search).reasons())
                : new PlacementBuilder(host, request, demand, search, found).build(topology);
    }

    private static Rejection rejection(String why) {
        return new Rejection(List.of(new Reason.InvalidRequest(why)));
    }

    private static Optional<String> flaw(NfvRequest request) {
        if (request.cells().isEmpty() && request.cpuPolicy() != CpuPolicy.SHARED) {
            return Optional.of("dedicated vCPUs need a guest cell");
        }
        if (request.cells().isEmpty() && request.emulatorThreads() == EmulatorThreadPolicy.ISOLATE) {
            return Optional.of("isolated emulator threads need a guest cell");
        }
        if (request.cells().isEmpty() && request.ioThreads().ownCpus() > 0) {
            return Optional.of("isolated I/O threads need a guest cell");
        }
        return request.pci().size() > DeviceWishes.MOST_KINDS
                ? Optional.of("%d PCI requests, at most %d can be planned".formatted(request.pci().size(),
                        DeviceWishes.MOST_KINDS))
                : Optional.empty();
    }
}
