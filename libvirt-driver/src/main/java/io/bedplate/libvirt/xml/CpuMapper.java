package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.virt.CpuLook.AddressBits;
import io.bedplate.virt.InstanceSpec;

/** The processors a guest sees, and its cells. */
final class CpuMapper {
    // A model that every QEMU has and every kernel of these years boots on.
    private static final String EMULATED_MODEL = "qemu64";

    private CpuMapper() {}

    static Vcpu vcpu(InstanceSpec spec) {
        int most = Math.max(spec.vcpus(), spec.hardware().headroom().maxVcpus());
        var floating = Optional.of(spec.placement().sharedCpus())
                .filter(cpus -> spec.placement().cells().isEmpty() && !cpus.isEmpty());
        var present = most > spec.vcpus() ? OptionalInt.of(spec.vcpus()) : OptionalInt.empty();
        return new Vcpu(Optional.of("static"), floating, present, most, Rest.NONE);
    }

    static Cpu cpu(InstanceSpec spec, Machine machine, HostTopology host) {
        var cpu = machine.isKvm()
                ? new CpuBuilder().mode("host-passthrough").check("none")
                : new CpuBuilder().mode("custom").match("exact").check("none").model(Cpu.Model.exactly(EMULATED_MODEL));
        var topology = topology(spec);
        cpu.topology(Cpu.Topology.of(topology));
        if (machine.isKvm() && machine.topoext() && topology.threads() > 1) {
            cpu.features(List.of(new Cpu.Feature(Optional.of("require"), "topoext", Rest.NONE)));
        }
        spec.hardware().cpu().addressBits().ifPresent(bits -> cpu.maxPhysAddr(addressBits(bits)));
        var cells = cells(spec, host);
        return (cells.isEmpty() ? cpu : cpu.numa(new Cpu.Numa(cells))).build();
    }

    /** Room for the vCPUs to come is made in whole sockets, or in sockets of one vCPU where they do not come out even. */
    private static GuestCpuTopology topology(InstanceSpec spec) {
        var wished = spec.placement().topology();
        int most = Math.max(spec.vcpus(), spec.hardware().headroom().maxVcpus());
        int perSocket = wished.cores() * wished.threads();
        if (most == wished.vcpus()) {
            return wished;
        }
        return most % perSocket == 0
                ? new GuestCpuTopology(most / perSocket, wished.cores(), wished.threads())
                : new GuestCpuTopology(most, 1, 1);
    }

    private static Cpu.MaxPhysAddr addressBits(AddressBits bits) {
        return switch (bits) {
            case AddressBits.Passthrough() ->
                new Cpu.MaxPhysAddr("passthrough", OptionalInt.empty(), Rest.NONE);
            case AddressBits.Emulated(int wide) ->
                new Cpu.MaxPhysAddr("emulate", OptionalInt.of(wide), Rest.NONE);
        };
    }

    private static List<Cpu.Cell> cells(InstanceSpec spec, HostTopology host) {
        var access = MemoryMapper.isShared(spec) ? Optional.of("shared") : Optional.<String>empty();
        var placement = spec.placement();
        return placement.cells().stream()
                .map(cell -> new Cpu.Cell(OptionalInt.of(cell.id()), Optional.of(vcpus(cell, spec)), cell.memoryKib(),
                        Optional.of("KiB"), access, Optional.empty(), distances(cell, placement, host), Rest.NONE))
                .toList();
    }

    /** vCPUs that are not there yet belong to the last cell until a placement says otherwise. */
    private static CpuSet vcpus(PlacedCell cell, InstanceSpec spec) {
        int most = spec.hardware().headroom().maxVcpus();
        boolean last = cell.id() == spec.placement().cells().size() - 1;
        return last && most > spec.vcpus() ? cell.vcpus().or(CpuSet.range(spec.vcpus(), most - 1)) : cell.vcpus();
    }

    /** The host's own, so that the guest's kernel knows near from far as ours does; none where they are not known. */
    private static Optional<Cpu.Distances> distances(PlacedCell from, GuestPlacement placement, HostTopology host) {
        var order = host.cells().stream().map(NumaCell::id).toList();
        boolean known = !host.distances().isEmpty()
                && placement.cells().stream().allMatch(cell -> order.contains(cell.hostCell()));
        if (!known || placement.cells().size() < 2) {
            return Optional.empty();
        }
        var row = host.distances().get(order.indexOf(from.hostCell()));
        return Optional.of(new Cpu.Distances(placement.cells().stream()
                .map(to -> new Cpu.Sibling(to.id(), row.get(order.indexOf(to.hostCell())))).toList()));
    }
}
