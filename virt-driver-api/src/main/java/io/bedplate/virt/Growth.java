package io.bedplate.virt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;

/**
 * vCPUs and memory that a guest gets beyond those it has, each with its exact place.
 *
 * @param vcpus   ascending
 * @param modules of memory
 */
public record Growth(List<NewVcpu> vcpus, List<MemoryModule> modules) {
    public static final Growth NONE = new Growth(List.of(), List.of());

    public Growth {
        vcpus = List.copyOf(vcpus);
        modules = List.copyOf(modules);
    }

    /**
     * A vCPU.
     *
     * @param vcpu      its number; numbers go on from those the guest has
     * @param guestCell the cell it belongs to
     */
    public record NewVcpu(int vcpu, int guestCell, Seat seat) {}

    /** Where a vCPU runs. */
    public sealed interface Seat {
        /** The pCPUs that its thread may use. */
        CpuSet pcpus();

        /**
         * A pCPU of its own.
         *
         * @param blocked siblings kept idle for its sake
         */
        record Own(int pcpu, CpuSet blocked) implements Seat {
            @Override
            public CpuSet pcpus() {
                return CpuSet.of(pcpu);
            }
        }

        /** Among others, on the pCPUs where its cell's floating vCPUs are. */
        record Shared(CpuSet pcpus) implements Seat {}
    }

    /**
     * A module of memory, in the host cell and on the pages that its guest cell is on.
     *
     * @param id        by which it is taken back
     * @param memoryKib whole MiB and whole pages; most kernels bring whole blocks of 128 MiB online
     * @param pageSize  huge-page size; empty = ordinary memory
     */
    public record MemoryModule(DeviceId id, int guestCell, int hostCell, long memoryKib, Optional<PageSize> pageSize) {}

    public boolean none() {
        return vcpus.isEmpty() && modules.isEmpty();
    }

    /** Memory of all modules. */
    public long memoryKib() {
        return modules.stream().mapToLong(MemoryModule::memoryKib).sum();
    }

    /** This and then that. */
    public Growth and(Growth later) {
        return new Growth(Stream.concat(vcpus.stream(), later.vcpus.stream()).toList(),
                Stream.concat(modules.stream(), later.modules.stream()).toList());
    }

    /** What of this the other does not have, by numbers and names. */
    public Growth without(Growth other) {
        return only(vcpu -> !other.has(vcpu), module -> !other.has(module));
    }

    /** What of this the other has, too. */
    public Growth within(Growth other) {
        return only(other::has, other::has);
    }

    /** The part of it for which this holds. */
    public Growth only(Predicate<NewVcpu> vcpu, Predicate<MemoryModule> module) {
        return new Growth(vcpus.stream().filter(vcpu).toList(), modules.stream().filter(module).toList());
    }

    private boolean has(NewVcpu vcpu) {
        return vcpus.stream().anyMatch(one -> one.vcpu() == vcpu.vcpu());
    }

    private boolean has(MemoryModule module) {
        return modules.stream().anyMatch(one -> one.id().equals(module.id()));
    }

    /** The guest with it. Whether it can have it is another question; see {@link GuestExtent}. */
    public InstanceSpec addedTo(InstanceSpec spec) {
        return changed(spec, 1);
    }

    /** The guest without it. */
    public InstanceSpec takenFrom(InstanceSpec spec) {
        return changed(spec, -1);
    }

    private InstanceSpec changed(InstanceSpec spec, int sign) {
        int count = spec.vcpus() + sign * vcpus.size();
        var former = spec.placement();
        var cells = former.cells().stream().map(cell -> sign > 0 ? with(cell) : without(cell)).toList();
        var placement = new GuestPlacement(cells, former.sharedCpus(), former.emulatorCpus(), former.ioThreads(),
                former.realtimeVcpus(), former.lockedMemory(), topology(former.topology(), count), former.devices());
        return spec.placed(count, spec.memoryKib() + sign * memoryKib(), placement);
    }

    /** Sockets come and go; where they do not come out even, each vCPU is one. */
    private static GuestCpuTopology topology(GuestCpuTopology former, int vcpus) {
        int perSocket = former.cores() * former.threads();
        return vcpus % perSocket == 0
                ? new GuestCpuTopology(vcpus / perSocket, former.cores(), former.threads())
                : new GuestCpuTopology(vcpus, 1, 1);
    }

    private PlacedCell with(PlacedCell cell) {
        var pinning = new TreeMap<>(cell.pinning());
        var floatingOn = cell.floatingOn();
        var blocked = cell.blockedCpus();
        for (var vcpu : vcpusOf(cell)) {
            switch (vcpu.seat()) {
                case Seat.Own(int pcpu, var siblings) -> {
                    pinning.put(vcpu.vcpu(), pcpu);
                    blocked = blocked.or(siblings);
                }
                case Seat.Shared(var pcpus) -> floatingOn = floatingOn.or(pcpus);
            }
        }
        return new PlacedCell(cell.id(), cell.hostCell(), cell.vcpus().or(numbers(cell)), pinning, floatingOn, blocked,
                cell.memoryKib() + memoryOf(cell), cell.pageSize());
    }

    private PlacedCell without(PlacedCell cell) {
        var pinning = new TreeMap<>(cell.pinning());
        var blocked = cell.blockedCpus();
        for (var vcpu : vcpusOf(cell)) {
            pinning.remove(vcpu.vcpu());
            if (vcpu.seat() instanceof Seat.Own(_, var siblings)) {
                blocked = blocked.minus(siblings);
            }
        }
        var left = cell.vcpus().minus(numbers(cell));
        var floatingOn = pinning.size() == left.size() ? CpuSet.empty() : cell.floatingOn();
        return new PlacedCell(cell.id(), cell.hostCell(), left, pinning, floatingOn, blocked,
                cell.memoryKib() - memoryOf(cell), cell.pageSize());
    }

    private List<NewVcpu> vcpusOf(PlacedCell cell) {
        return vcpus.stream().filter(vcpu -> vcpu.guestCell() == cell.id()).toList();
    }

    private CpuSet numbers(PlacedCell cell) {
        return CpuSet.of(vcpusOf(cell).stream().mapToInt(NewVcpu::vcpu).toArray());
    }

    private long memoryOf(PlacedCell cell) {
        return modules.stream().filter(module -> module.guestCell() == cell.id()).mapToLong(MemoryModule::memoryKib)
                .sum();
    }

    /** For people: {@code vCPU 2, vCPU 3, memory m1 of 131072 KiB}. */
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        vcpus.forEach(vcpu -> parts.add("vCPU " + vcpu.vcpu()));
        modules.forEach(module -> parts.add("memory %s of %d KiB".formatted(module.id(), module.memoryKib())));
        return parts.isEmpty() ? "nothing" : parts.stream().collect(Collectors.joining(", "));
    }
}
