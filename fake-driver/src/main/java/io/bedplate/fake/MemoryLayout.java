package io.bedplate.fake;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.fake.SimulatedProcess.Mapping;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.virt.InstanceSpec;

/**
 * The memory of a QEMU process: its own, and one range per guest cell. Pure.
 *
 * @param homeCell where memory without a policy lies
 */
record MemoryLayout(InstanceSpec spec, List<Distortion> distortions, String binary, long domainId, int homeCell) {
    private static final long TEXT_ADDRESS = 0x556f00000000L;
    private static final long TEXT_KIB = 5724;
    private static final long HEAP_ADDRESS = 0x556f40000000L;
    private static final long HEAP_KIB = 18796;
    private static final long RAM_ADDRESS = 0x7f0000000000L;
    private static final long STACK_ADDRESS = 0x7ffd00000000L;
    private static final long STACK_KIB = 132;
    private static final String DEFAULT = "default";

    List<Mapping> mappings() {
        var mappings = new ArrayList<Mapping>();
        mappings.add(own(TEXT_ADDRESS, TEXT_KIB, binary, ""));
        mappings.add(own(HEAP_ADDRESS, HEAP_KIB, "", "heap"));
        mappings.addAll(guestMemory());
        mappings.add(own(STACK_ADDRESS, STACK_KIB, "", "stack"));
        return mappings;
    }

    private Mapping own(long address, long kib, String file, String label) {
        return new Mapping(address, kib, PageSize.KIB_4, homeCell, DEFAULT, file, label);
    }

    private List<Mapping> guestMemory() {
        if (spec.placement().cells().isEmpty()) {
            return List.of(own(RAM_ADDRESS, spec.memoryKib(), "", ""));
        }
        var memory = new ArrayList<Mapping>();
        long address = RAM_ADDRESS;
        for (var cell : spec.placement().cells()) {
            memory.add(guestCell(cell, address));
            // The next range begins at a whole GiB, past a gap.
            address += ((cell.memoryKib() >> 20) + 2) << 30;
        }
        return memory;
    }

    private Mapping guestCell(PlacedCell cell, long address) {
        int hostCell = hostCell(cell);
        var size = pageSize(cell);
        boolean huge = !size.equals(PageSize.KIB_4);
        return new Mapping(address, cell.memoryKib(), size, hostCell, "bind:" + hostCell,
                huge ? backingFile(cell.id(), size) : "", "");
    }

    private int hostCell(PlacedCell cell) {
        for (var distortion : distortions) {
            if (distortion instanceof Distortion.MemoryElsewhere(int guestCell, int hostCell)
                    && guestCell == cell.id()) {
                return hostCell;
            }
        }
        return cell.hostCell();
    }

    private PageSize pageSize(PlacedCell cell) {
        for (var distortion : distortions) {
            if (distortion instanceof Distortion.OtherPages(int guestCell, var size) && guestCell == cell.id()) {
                return size;
            }
        }
        return cell.pageSize().orElse(PageSize.KIB_4);
    }

    /** QEMU opens it by mkostemp and unlinks it at once, hence the suffixes (qemu, softmmu/physmem.c). */
    private String backingFile(int guestCell, PageSize size) {
        String mount = size.equals(PageSize.GIB_1) ? "/dev/hugepages1G" : "/dev/hugepages";
        return "%s/libvirt/qemu/%d-%s/qemu_back_mem._objects_ram-node%d.%06d (deleted)".formatted(mount, domainId,
                spec.name(), guestCell, domainId % 1_000_000);
    }
}
