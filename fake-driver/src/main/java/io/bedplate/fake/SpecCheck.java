package io.bedplate.fake;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.virt.Capability;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Whether a host of this shape can hold a guest at all. What is free is not looked at. */
final class SpecCheck {
    private final HostTopology host;
    private final CpuSet online;

    SpecCheck(HostTopology host) {
        this.host = host;
        online = host.onlineCpus();
    }

    /** Why not, in the words of the SPI. */
    record Refusal(Kind kind, String message) {
        VirtDriverException toException() {
            return new VirtDriverException(kind, message);
        }
    }

    /** The first reason against it. */
    Optional<Refusal> refusal(InstanceSpec spec, Set<Capability> capabilities) {
        return ability(spec, capabilities).or(() -> shape(spec)).or(() -> place(spec.placement()))
                .or(() -> PortCheck.refusal(spec.nics(), host));
    }

    private static Optional<Refusal> ability(InstanceSpec spec, Set<Capability> capabilities) {
        var missing = Stream
                .of(Capability.CONSOLE_LOG, Capability.HUGE_PAGES, Capability.PCI_PASSTHROUGH, Capability.NETWORK)
                .filter(capability -> needs(spec, capability) && !capabilities.contains(capability)).findFirst();
        return missing.map(capability -> new Refusal(Kind.UNSUPPORTED,
                "guest %s needs %s, which this driver was made without".formatted(spec.name(), capability)));
    }

    private static boolean needs(InstanceSpec spec, Capability capability) {
        return switch (capability) {
            case CONSOLE_LOG -> spec.consoleLog().isPresent();
            case HUGE_PAGES -> spec.placement().cells().stream().anyMatch(SpecCheck::isHuge);
            case PCI_PASSTHROUGH -> !spec.placement().devices().isEmpty();
            case NETWORK -> !spec.nics().isEmpty();
            case PAUSE, GUESTS_SURVIVE_DRIVER, REPIN, REBOOT, SUSPEND, RESCUE, REDEFINE, CONSOLE_ACCESS, GUEST_AGENT,
                    DUMP, SNAPSHOT, MAKE_DISKS, HOT_PLUG, GROW, MIGRATE, STATISTICS ->
                false;
        };
    }

    static boolean isHuge(PlacedCell cell) {
        return cell.pageSize().filter(size -> !size.equals(PageSize.KIB_4)).isPresent();
    }

    private static Optional<Refusal> shape(InstanceSpec spec) {
        var placement = spec.placement();
        if (placement.topology().vcpus() != spec.vcpus()) {
            return invalid("guest %s: %d vCPUs, but a topology of %d".formatted(spec.name(), spec.vcpus(),
                    placement.topology().vcpus()));
        }
        if (placement.cells().isEmpty()) {
            return Optional.empty();
        }
        var vcpus = placement.cells().stream().map(PlacedCell::vcpus).reduce(CpuSet.empty(), CpuSet::or);
        if (!vcpus.equals(CpuSet.range(0, spec.vcpus() - 1))) {
            return invalid("guest %s: %d vCPUs, but cells with vCPUs %s".formatted(spec.name(), spec.vcpus(), vcpus));
        }
        long memoryKib = placement.cells().stream().mapToLong(PlacedCell::memoryKib).sum();
        return memoryKib == spec.memoryKib()
                ? Optional.empty()
                : invalid(
                        "guest %s: %d KiB, but cells with %d KiB".formatted(spec.name(), spec.memoryKib(), memoryKib));
    }

    /** The first thing of a placement that the host does not have. */
    Optional<Refusal> place(GuestPlacement placement) {
        for (var cell : placement.cells()) {
            if (host.cell(cell.hostCell()).isEmpty()) {
                return invalid("cell %d is not on host %s, which has cells %s".formatted(cell.hostCell(), host.name(),
                        CpuSet.of(host.cells().stream().mapToInt(NumaCell::id).toArray())));
            }
        }
        var absent = pcpus(placement).minus(online);
        if (!absent.isEmpty()) {
            return invalid("pCPU %s is not online on host %s, which has %s".formatted(absent, host.name(), online));
        }
        return placement.devices().stream().filter(device -> !has(device.address())).findFirst().flatMap(
                device -> invalid("PCI device %s is not on host %s".formatted(device.address(), host.name())));
    }

    private static CpuSet pcpus(GuestPlacement placement) {
        var ofCells = placement.cells().stream().map(cell -> cell.pinnedCpus().or(cell.floatingOn()))
                .reduce(CpuSet.empty(), CpuSet::or);
        return ofCells.or(placement.sharedCpus()).or(placement.emulatorCpus()).or(placement.ioThreads().cpus());
    }

    private boolean has(PciAddress address) {
        return host.pci().stream().map(PciDevice::address).anyMatch(address::equals);
    }

    private static Optional<Refusal> invalid(String message) {
        return Optional.of(new Refusal(Kind.INVALID_SPEC, message));
    }
}
