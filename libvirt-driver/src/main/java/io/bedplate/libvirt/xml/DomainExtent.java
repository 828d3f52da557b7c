package io.bedplate.libvirt.xml;

import java.util.Optional;

import io.bedplate.host.CpuSet;
import io.bedplate.virt.Growth;
import io.bedplate.virt.GuestExtent;
import io.bedplate.virt.GuestExtent.Misfit;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.VirtDriverException.Kind;

/** How far a domain can grow, by its document. Pure. */
public final class DomainExtent {
    private DomainExtent() {}

    /** The extent; a cell that lies on no host cell of its own is none. */
    public static GuestExtent of(Domain domain) {
        var placed = PlacedDomain.of(domain, CpuSet.empty());
        int vcpus = PlacedDomain.vcpus(domain);
        long memoryKib = kib(domain.memory());
        var most = new Headroom(domain.vcpu().map(Vcpu::count).orElse(vcpus),
                domain.maxMemory().flatMap(max -> max.kib().stream().boxed().findFirst()).orElse(memoryKib));
        var cells = placed.shape().cells().stream().filter(cell -> placed.hostCells().containsKey(cell.id()))
                .map(cell -> new GuestExtent.Cell(cell.id(), placed.hostCells().getOrDefault(cell.id(), 0),
                        cell.hugePages()))
                .toList();
        return new GuestExtent(vcpus, memoryKib, most, cells, AttachmentMapper.names(domain));
    }

    private static long kib(Optional<Quantity> memory) {
        return memory.flatMap(amount -> amount.kib().stream().boxed().findFirst()).orElse(0L);
    }

    /** The first thing against a growth, places for modules among them. */
    public static Optional<Misfit> misfit(Domain domain, Growth growth) {
        return of(domain).misfit(growth).or(() -> slots(domain, growth.modules().size()));
    }

    private static Optional<Misfit> slots(Domain domain, int modules) {
        long taken = domain.devices().stream().filter(MemoryDevice.class::isInstance).count();
        int slots = domain.maxMemory().map(max -> max.slots().orElse(0)).orElse(0);
        return taken + modules > slots && modules > 0
                ? Optional.of(new Misfit(Kind.INSUFFICIENT_RESOURCES,
                        "%d places for memory wanted, %d free".formatted(modules, slots - taken)))
                : Optional.empty();
    }
}
