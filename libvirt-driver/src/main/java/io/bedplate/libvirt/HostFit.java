package io.bedplate.libvirt;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Stream;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostTopology;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDevice;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Whether a host has what a placement names. Pure. libvirt would find out too, later and in words of its own. */
final class HostFit {
    private HostFit() {}

    /** The first thing that is not there. */
    record Misfit(Kind kind, String text) {
        VirtDriverException toException(InstanceSpec spec) {
            return new VirtDriverException(kind, "instance %s: %s".formatted(spec.name(), text));
        }
    }

    static Optional<Misfit> check(GuestPlacement placement, HostTopology host) {
        return present(placement, host).or(() -> pages(placement, host));
    }

    /** As {@link #check}, whatever is free. */
    static Optional<Misfit> present(GuestPlacement placement, HostTopology host) {
        return Stream.of(cells(placement, host), cpus(placement, host), devices(placement, host))
                .flatMap(Optional::stream).findFirst();
    }

    private static Optional<Misfit> cells(GuestPlacement placement, HostTopology host) {
        return placement.cells().stream().filter(cell -> host.cell(cell.hostCell()).isEmpty()).findFirst()
                .map(cell -> new Misfit(Kind.INVALID_SPEC, "guest cell %d: the host has no cell %d; it has %s"
                        .formatted(cell.id(), cell.hostCell(), host.cells().stream().map(has -> has.id()).toList())));
    }

    private static Optional<Misfit> cpus(GuestPlacement placement, HostTopology host) {
        var named = placement.cells().stream().map(cell -> cell.pinnedCpus().or(cell.floatingOn()))
                .reduce(CpuSet.empty(), CpuSet::or).or(placement.sharedCpus()).or(placement.emulatorCpus())
                .or(placement.ioThreads().cpus());
        var missing = named.minus(host.onlineCpus());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Misfit(Kind.INVALID_SPEC,
                        "pCPU %s is not online on this host; online are %s".formatted(missing, host.onlineCpus())));
    }

    private static Optional<Misfit> devices(GuestPlacement placement, HostTopology host) {
        var present = host.pci().stream().map(PciDevice::address).toList();
        return placement.devices().stream().filter(device -> !present.contains(device.address())).findFirst()
                .map(device -> new Misfit(Kind.INVALID_SPEC,
                        "the host has no PCI device %s".formatted(device.address())));
    }

    private record Pool(int hostCell, PageSize size) {}

    private static Optional<Misfit> pages(GuestPlacement placement, HostTopology host) {
        var wanted = new LinkedHashMap<Pool, Long>();
        for (PlacedCell cell : placement.cells()) {
            cell.pageSize().filter(size -> size.compareTo(PageSize.KIB_4) > 0).ifPresent(size -> wanted
                    .merge(new Pool(cell.hostCell(), size), size.pagesFor(cell.memoryKib()), Long::sum));
        }
        return wanted.entrySet().stream().flatMap(want -> lacking(want.getKey(), want.getValue(), host).stream())
                .findFirst();
    }

    private static Optional<Misfit> lacking(Pool pool, long wanted, HostTopology host) {
        long free = host.cell(pool.hostCell()).flatMap(cell -> cell.pool(pool.size())).map(PagePool::free).orElse(0L);
        return free >= wanted
                ? Optional.empty()
                : Optional.of(new Misfit(Kind.INSUFFICIENT_RESOURCES, "cell %d: %d pages of %s wanted, %d free"
                        .formatted(pool.hostCell(), wanted, pool.size(), free)));
    }
}
