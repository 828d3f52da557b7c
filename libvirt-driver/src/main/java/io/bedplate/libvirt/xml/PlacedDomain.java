package io.bedplate.libvirt.xml;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.GuestShape;

/**
 * What a domain's document says of its shape and place.
 *
 * @param hostCells host cell behind each guest cell
 * @param boundTo   host cells of all its memory; empty = not bound
 * @param ports     functions that are ports of the guest; those of its shape are the others
 */
public record PlacedDomain(GuestShape shape, ThreadPins pins, SortedMap<Integer, Integer> hostCells, CpuSet boundTo,
        SortedSet<PciAddress> ports) {
    public PlacedDomain {
        hostCells = Collections.unmodifiableSortedMap(new TreeMap<>(hostCells));
        ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    }

    /**
     * Looks at a document.
     *
     * @param everywhere where threads run that nothing is said about
     */
    public static PlacedDomain of(Domain domain, CpuSet everywhere) {
        var bound = domain.numaTune().flatMap(NumaTune::memory).flatMap(NumaTune.Memory::nodeset)
                .orElse(CpuSet.empty());
        return new PlacedDomain(shape(domain), ThreadPins.of(domain, everywhere), hostCells(domain, bound), bound,
                functions(domain, PlacedDomain::ofPort));
    }

    /** How many vCPUs are there; more may come. */
    public static int vcpus(Domain domain) {
        return domain.vcpu().map(vcpu -> vcpu.current().orElse(vcpu.count())).orElse(1);
    }

    private static GuestShape shape(Domain domain) {
        return new GuestShape(cells(domain), topology(domain), domain.ioThreads().orElse(0), realtime(domain),
                domain.memoryBacking().map(MemoryBacking::locked).orElse(false),
                functions(domain, PlacedDomain::ofHostDev));
    }

    // Where more can come, the document's topology is that of the most; what is there says nothing of its sockets.
    private static GuestCpuTopology topology(Domain domain) {
        var whole = domain.cpu().flatMap(Cpu::topology).filter(_ -> room(domain).isEmpty());
        return whole.map(found -> new GuestCpuTopology(found.sockets(), found.cores(), found.threads()))
                .orElse(new GuestCpuTopology(vcpus(domain), 1, 1));
    }

    /** The most vCPUs there can be, where that is more than there are. */
    public static Optional<Integer> room(Domain domain) {
        return domain.vcpu().filter(vcpu -> vcpu.current().isPresent()).map(Vcpu::count);
    }

    private static CpuSet realtime(Domain domain) {
        return domain.cpuTune().stream().flatMap(tune -> tune.schedulers().stream())
                .filter(Scheduler.Vcpus.class::isInstance).map(Scheduler.Vcpus.class::cast)
                .filter(vcpus -> vcpus.scheduler().equals("fifo")).map(Scheduler.Vcpus::vcpus)
                .reduce(CpuSet.empty(), CpuSet::or);
    }

    private static List<GuestShape.Cell> cells(Domain domain) {
        return numaCells(domain).map(cell -> new GuestShape.Cell(cell.id().orElse(0),
                cell.cpus().orElse(CpuSet.empty()), cell.memoryKib().orElse(0) + modulesKib(domain, cell),
                hugePages(domain, cell.id().orElse(0)))).toList();
    }

    private static long modulesKib(Domain domain, Cpu.Cell cell) {
        return domain.devices().stream()
                .flatMap(device -> device instanceof MemoryDevice module ? module.target().stream() : Stream.empty())
                .filter(target -> target.node().orElse(0) == cell.id().orElse(0))
                .flatMap(target -> target.size().stream()).flatMapToLong(size -> size.kib().stream()).sum();
    }

    private static Stream<Cpu.Cell> numaCells(Domain domain) {
        return domain.cpu().flatMap(Cpu::numa).stream().flatMap(numa -> numa.cells().stream());
    }

    private static Optional<PageSize> hugePages(Domain domain, int cell) {
        return domain.memoryBacking().flatMap(MemoryBacking::hugePages).stream()
                .flatMap(pages -> pages.pages().stream())
                .filter(page -> page.nodeset().isEmpty() || page.nodeset().get().contains(cell))
                .flatMapToLong(page -> page.kib().stream()).mapToObj(PageSize::new).findFirst();
    }

    private static SortedMap<Integer, Integer> hostCells(Domain domain, CpuSet bound) {
        var cells = new TreeMap<Integer, Integer>();
        if (!bound.isEmpty()) {
            numaCells(domain).forEach(cell -> cells.put(cell.id().orElse(0), bound.first()));
        }
        domain.numaTune().stream().flatMap(tune -> tune.memNodes().stream())
                .forEach(node -> cells.put(node.cell(), node.nodeset().first()));
        return cells;
    }

    private static SortedSet<PciAddress> functions(Domain domain, Function<Device, Optional<Address>> source) {
        return domain.devices().stream().flatMap(device -> source.apply(device).stream())
                .flatMap(address -> address.pci().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Address> ofHostDev(Device device) {
        return device instanceof HostDev hostDev
                ? hostDev.source().flatMap(HostDev.Source::address)
                : Optional.empty();
    }

    private static Optional<Address> ofPort(Device device) {
        return device instanceof Interface port ? port.source().flatMap(InterfaceSource::pci) : Optional.empty();
    }
}
