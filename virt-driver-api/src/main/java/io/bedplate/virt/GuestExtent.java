package io.bedplate.virt;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.virt.Growth.MemoryModule;
import io.bedplate.virt.Growth.NewVcpu;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * How far a guest extends, and how far it can: what a {@link Growth} must fit. Pure; what the host has is not looked at.
 *
 * @param vcpus     there now
 * @param most      room for vCPUs and memory, at least what is there
 * @param memoryKib there now
 * @param cells     the guest's, ascending by id
 * @param names     of all its devices, modules of memory among them
 */
public record GuestExtent(int vcpus, long memoryKib, GuestHardware.Headroom most, List<Cell> cells,
        Set<DeviceId> names) {
    private static final long MIB = 1024;

    public GuestExtent {
        cells = List.copyOf(cells);
        names = Set.copyOf(names);
    }

    /**
     * What memory of a guest cell is.
     *
     * @param hugePages empty = ordinary memory
     */
    public record Cell(int id, int hostCell, Optional<PageSize> hugePages) {
        private static Cell of(PlacedCell cell) {
            return new Cell(cell.id(), cell.hostCell(), huge(cell.pageSize()));
        }

        @Override
        public String toString() {
            return "host cell %d and %s".formatted(hostCell,
                    hugePages.map(size -> "pages of " + size).orElse("ordinary pages"));
        }
    }

    private static Optional<PageSize> huge(Optional<PageSize> size) {
        return size.filter(pages -> pages.compareTo(PageSize.KIB_4) > 0);
    }

    /** Why a growth does not fit. */
    public record Misfit(Kind kind, String why) {}

    /**
     * Of a guest as it is specified.
     *
     * @param grown what has come to it since it was made
     */
    public static GuestExtent of(InstanceSpec spec, Growth grown) {
        var names = new HashSet<DeviceId>();
        spec.disks().forEach(disk -> names.add(disk.id()));
        spec.nics().forEach(nic -> names.add(nic.id()));
        grown.modules().forEach(module -> names.add(module.id()));
        return new GuestExtent(spec.vcpus(), spec.memoryKib(), spec.hardware().headroom(),
                spec.placement().cells().stream().map(Cell::of).toList(), names);
    }

    /** The first thing that stands against it. */
    public Optional<Misfit> misfit(Growth growth) {
        if (cells.isEmpty()) {
            return Optional.of(new Misfit(Kind.UNSUPPORTED, "a guest without cells cannot grow"));
        }
        return numbers(growth).or(() -> names(growth)).or(() -> room(growth)).or(() -> growth.modules().stream()
                .flatMap(module -> misfit(module).stream()).findFirst());
    }

    private Optional<Misfit> numbers(Growth growth) {
        for (int i = 0; i < growth.vcpus().size(); i++) {
            var misfit = misfit(growth.vcpus().get(i), vcpus + i);
            if (misfit.isPresent()) {
                return misfit;
            }
        }
        return Optional.empty();
    }

    private Optional<Misfit> misfit(NewVcpu vcpu, int next) {
        if (vcpu.vcpu() < vcpus) {
            return Optional.of(new Misfit(Kind.EXISTS, "it has a vCPU %d already".formatted(vcpu.vcpu())));
        }
        if (vcpu.vcpu() != next) {
            return invalid("vCPU %d wanted, %d is the next".formatted(vcpu.vcpu(), next));
        }
        if (cell(vcpu.guestCell()).isEmpty()) {
            return invalid("vCPU %d: it has no cell %d".formatted(vcpu.vcpu(), vcpu.guestCell()));
        }
        return vcpu.guestCell() == cells.getLast().id()
                ? Optional.empty()
                : Optional.of(new Misfit(Kind.UNSUPPORTED,
                        "vCPU %d: cell %d wanted; what its headroom leaves for later belongs to cell %d"
                                .formatted(vcpu.vcpu(), vcpu.guestCell(), cells.getLast().id())));
    }

    private Optional<Cell> cell(int id) {
        return cells.stream().filter(cell -> cell.id() == id).findFirst();
    }

    private Optional<Misfit> room(Growth growth) {
        int mostVcpus = Math.max(vcpus, most.maxVcpus());
        long mostKib = Math.max(memoryKib, most.maxMemoryKib());
        if (vcpus + growth.vcpus().size() > mostVcpus) {
            return lacking("vCPUs", vcpus + growth.vcpus().size(), mostVcpus);
        }
        return memoryKib + growth.memoryKib() > mostKib
                ? lacking("KiB", memoryKib + growth.memoryKib(), mostKib)
                : Optional.empty();
    }

    private static Optional<Misfit> lacking(String what, long wanted, long most) {
        return Optional.of(new Misfit(Kind.INSUFFICIENT_RESOURCES,
                "%d %s wanted in all, its headroom ends at %d".formatted(wanted, what, most)));
    }

    private Optional<Misfit> names(Growth growth) {
        var taken = new HashSet<>(names);
        return growth.modules().stream().filter(module -> !taken.add(module.id())).findFirst().map(
                module -> new Misfit(Kind.EXISTS, "it has a device or memory %s already".formatted(module.id())));
    }

    private Optional<Misfit> misfit(MemoryModule module) {
        var there = cell(module.guestCell());
        if (there.isEmpty()) {
            return invalid("memory %s: it has no cell %d".formatted(module.id(), module.guestCell()));
        }
        long pageKib = module.pageSize().map(PageSize::kib).orElse(MIB);
        if (module.memoryKib() < 1 || module.memoryKib() % MIB != 0 || module.memoryKib() % pageKib != 0) {
            return invalid("memory %s: whole MiB and whole pages wanted, found %d KiB".formatted(module.id(),
                    module.memoryKib()));
        }
        var wanted = new Cell(module.guestCell(), module.hostCell(), huge(module.pageSize()));
        return wanted.equals(there.get())
                ? Optional.empty()
                : Optional.of(new Misfit(Kind.UNSUPPORTED, "memory %s: on %s wanted, cell %d is on %s"
                        .formatted(module.id(), wanted, module.guestCell(), there.get())));
    }

    private static Optional<Misfit> invalid(String why) {
        return Optional.of(new Misfit(Kind.INVALID_SPEC, why));
    }

    /** Why the last vCPUs cannot be taken back: the guest would keep a later one. */
    public Optional<Misfit> misfitTakingBack(Growth growth) {
        var there = growth.vcpus().stream().filter(vcpu -> vcpu.vcpu() < vcpus).toList();
        return there.isEmpty() || there.getFirst().vcpu() == vcpus - there.size()
                ? Optional.empty()
                : invalid("vCPU %d cannot go: it has %d, and the last ones go first"
                        .formatted(there.getFirst().vcpu(), vcpus));
    }
}
