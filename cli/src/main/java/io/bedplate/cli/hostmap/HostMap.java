package io.bedplate.cli.hostmap;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.bedplate.cli.json.HostDocument;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.HostUsage;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

/** What both maps ask of a host: which cores and devices belong to a cell, and what is held of them. */
record HostMap(HostDocument document) {

    /** The cells of one socket; without a number, those whose socket is not known. */
    record Socket(OptionalInt id, List<NumaCell> cells) {}

    HostTopology host() {
        return document.topology();
    }

    HostUsage usage() {
        return document.usage();
    }

    /** Ascending; cells of no known socket come last. */
    List<Socket> sockets() {
        SortedMap<OptionalInt, List<NumaCell>> bySocket = host().cells().stream().collect(Collectors.groupingBy(
                NumaCell::socket,
                () -> new TreeMap<>(Comparator.comparingInt((OptionalInt id) -> id.orElse(Integer.MAX_VALUE))),
                Collectors.toList()));
        return bySocket.entrySet().stream().map(entry -> new Socket(entry.getKey(), entry.getValue())).toList();
    }

    /** The threads that cores have in the cell. */
    List<CpuSet> cores(NumaCell cell) {
        return host().cores().stream().map(core -> core.and(cell.cpus())).filter(core -> !core.isEmpty()).toList();
    }

    /** PFs and plain devices of a cell, or of no known one. A VF stands with its PF, unless that is not known. */
    List<PciDevice> devices(OptionalInt cell) {
        return host().pci().stream().filter(device -> device.cell().equals(cell))
                .filter(device -> device.type() != PciDeviceType.VF || device.parent().isEmpty()).toList();
    }

    boolean isHeld(PciAddress device) {
        return usage().pci().contains(device);
    }

    long heldVfs(PciDevice pf) {
        return pf.vfs().stream().filter(this::isHeld).count();
    }

    /** Pages that are not free for a new guest: what the kernel counts as taken or guests hold, whichever is more. */
    long takenPages(NumaCell cell, PagePool pool) {
        var held = usage().pages().get(cell.id());
        long byGuests = held == null ? 0 : held.getOrDefault(pool.size(), 0L);
        return Math.min(pool.total(), Math.max(pool.total() - pool.free(), byGuests));
    }
}
