package io.bedplate.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PciAddress;
import io.bedplate.nfv.HostState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Nic;

/** What claims leave of a host, as a plan would see it. Pure. */
record Books(HostConfig config) {

    /** The host less what all of these claims hold. */
    HostState state(HostTopology topology, List<Claim> held) {
        var books = HostState.of(topology, config, HostUsage.NONE);
        for (var claim : held) {
            var spec = claim.spec();
            books = books.with(spec.held(), spec.memoryKib());
            if (claim.former().isPresent()) {
                books = books.with(beside(spec, claim.former().get()), claim.former().get().memoryKib());
            }
            var arrival = claim.wanted().flatMap(wanted -> Arrival.of(claim.spec().placement(), wanted));
            if (arrival.isPresent()) {
                books = books.with(arrival.get());
            }
        }
        // The kernel has taken the pages of running guests off its free ones already. Made from the whole usage, a state
        // takes the lesser of its free pages and those our books leave; one claim after the other would count them twice.
        return HostState.of(topology, config, books.usage());
    }

    // Both sizes of an instance have its ports, and those their functions.
    private static GuestPlacement beside(InstanceSpec spec, InstanceSpec former) {
        var twice = spec.held().devices().stream().map(PlacedDevice::address).toList();
        return former.placement().withDevices(former.held().devices().stream()
                .filter(device -> !twice.contains(device.address())).toList());
    }

    /** The host as a guest would find it that has a place there already and looks for another: as if it were away. */
    HostState stateFor(Claim moving, HostTopology topology, List<Claim> held) {
        var others = held.stream().filter(claim -> !claim.id().equals(moving.id())).toList();
        return state(without(moving.spec().placement(), topology), others);
    }

    private static HostTopology without(GuestPlacement placement, HostTopology host) {
        var cells = host.cells().stream().map(cell -> without(placement, cell)).toList();
        return new HostTopology(host.name(), host.arch(), cells, host.cores(), host.distances(), host.caches(),
                host.pci());
    }

    private static NumaCell without(GuestPlacement placement, NumaCell cell) {
        var pools = new ArrayList<PagePool>();
        for (var pool : cell.pools()) {
            long own = placement.cells().stream().filter(placed -> placed.hostCell() == cell.id())
                    .filter(placed -> placed.pageSize().equals(Optional.of(pool.size())))
                    .mapToLong(placed -> pool.size().pagesFor(placed.memoryKib())).sum();
            pools.add(new PagePool(pool.size(), pool.total(), Math.min(pool.total(), pool.free() + own)));
        }
        return new NumaCell(cell.id(), cell.socket(), cell.cpus(), cell.memoryKib(), pools);
    }

    /** What stands against a place that a guest is to move to; empty = it is free. */
    Optional<String> obstacle(Claim moving, GuestPlacement wanted, HostTopology topology, List<Claim> held) {
        var others = stateFor(moving, topology, held);
        var spec = moving.spec();
        try {
            var place = spec.placed(spec.vcpus(), spec.memoryKib(), wanted).held();
            return shortage(others.with(place, spec.memoryKib()).usage(), topology);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What stands against the functions that the ports of a new instance name; empty = they are free. */
    static Optional<String> taken(List<Nic> nics, HostState host) {
        Set<PciAddress> given = host.usage().pci();
        return nics.stream().flatMap(nic -> nic.backend().takenFunction().filter(given::contains)
                .map(function -> "port %s: PCI function %s is held already".formatted(nic.id(), function)).stream())
                .findFirst();
    }

    /** What stands against a place for an instance that is not here yet; empty = it is free. */
    Optional<String> obstacle(InstanceSpec coming, GuestPlacement wanted, HostTopology topology, List<Claim> held) {
        try {
            return shortage(state(topology, held).with(wanted, coming.memoryKib()).usage(), topology);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> shortage(HostUsage usage, HostTopology topology) {
        for (var cell : topology.cells()) {
            for (var pool : cell.pools()) {
                var bySize = usage.pages().get(cell.id());
                long wanted = bySize == null ? 0 : bySize.getOrDefault(pool.size(), 0L);
                if (wanted > pool.total()) {
                    return Optional.of("cell %d: %d pages of %s wanted by all claims, %d there".formatted(cell.id(),
                            wanted, pool.size(), pool.total()));
                }
            }
        }
        return Optional.empty();
    }
}
