package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.libvirt.xml.MemoryBacking.HugePage;
import io.bedplate.libvirt.xml.NumaTune.MemNode;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.InstanceSpec;

/** Where a guest's memory lies and what it consists of. */
final class MemoryMapper {
    // What every x86 kernel calls an ordinary page.
    private static final PageSize SMALL_PAGE = PageSize.KIB_4;
    // Places for memory that comes later; QEMU takes up to 256, each costs it a little.
    private static final int SLOTS = 16;

    private MemoryMapper() {}

    static Optional<PageSize> hugePage(PlacedCell cell) {
        return cell.pageSize().filter(size -> size.compareTo(SMALL_PAGE) > 0);
    }

    static Optional<MemoryBacking> backing(InstanceSpec spec) {
        var cellsBySize = new TreeMap<PageSize, CpuSet>();
        for (var cell : spec.placement().cells()) {
            hugePage(cell).ifPresent(size -> cellsBySize.merge(size, CpuSet.of(cell.id()), CpuSet::or));
        }
        var pages = cellsBySize.entrySet().stream().map(entry -> HugePage.of(entry.getKey(), entry.getValue()))
                .toList();
        boolean locked = spec.placement().lockedMemory();
        if (isShared(spec)) {
            return Optional.of(shared(MemoryBacking.of(pages, locked), onHugePagesAlone(spec.placement())));
        }
        return pages.isEmpty() && !locked ? Optional.empty() : Optional.of(MemoryBacking.of(pages, locked));
    }

    private static boolean onHugePagesAlone(GuestPlacement placement) {
        return !placement.cells().isEmpty() && placement.cells().stream().allMatch(cell -> hugePage(cell).isPresent());
    }

    // Huge pages are files already; any other memory becomes a memfd (memfd_create(2)), since anonymous pages cannot be
    // handed to another process.
    private static MemoryBacking shared(MemoryBacking backing, boolean isFile) {
        var source = isFile ? backing.source() : Optional.of(new MemoryBacking.Source("memfd"));
        return new MemoryBacking(backing.hugePages(), backing.noSharePages(), backing.locked(), source,
                Optional.of(new MemoryBacking.Access("shared")), backing.allocation(), backing.discard(),
                backing.rest());
    }

    /** Another process, the switch of a vhost-user port, maps the guest's memory. */
    static boolean isShared(InstanceSpec spec) {
        return spec.nics().stream().anyMatch(NicMapper::needsSharedMemory);
    }

    static MaxMemory maxMemory(Headroom headroom) {
        return new MaxMemory(OptionalInt.of(SLOTS), headroom.maxMemoryKib(), Optional.of("KiB"), Rest.NONE);
    }

    static Optional<NumaTune> numaTune(GuestPlacement placement) {
        if (placement.cells().isEmpty()) {
            return Optional.empty();
        }
        var nodes = placement.cells().stream().map(cell -> MemNode.strict(cell.id(), CpuSet.of(cell.hostCell())))
                .toList();
        var all = nodes.stream().map(MemNode::nodeset).reduce(CpuSet.empty(), CpuSet::or);
        return Optional.of(NumaTune.strict(all, nodes));
    }
}
