package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;

import io.bedplate.host.CpuSet;
import io.bedplate.numa.GuestCell;

/** Reads the guest's cells: how many, what each holds, and on which host cell it must lie. */
final class CellWishes {
    private static final int MOST_CELLS = 128;
    private static final long KIB_PER_MIB = 1024;

    private final Reading reading;
    private final CpuSet dedicated;
    private final SortedMap<String, String> vcpus;
    private final SortedMap<String, String> memory;

    private CellWishes(Reading reading, CpuSet dedicated) {
        this.reading = reading;
        this.dedicated = dedicated;
        this.vcpus = described(Twin.CELL_VCPUS);
        this.memory = described(Twin.CELL_MEMORY);
    }

    /**
     * The cells; none where neither their own keys nor anything else gives the guest a topology.
     *
     * @param needed whether anything else does
     */
    static List<GuestCell> read(Reading reading, boolean needed, CpuSet dedicated) {
        int count = count(reading);
        if (count == 0 && !needed && reading.flavorsWithPrefix(HostCellWishes.PREFIX).isEmpty()) {
            return List.of();
        }
        return new CellWishes(reading, dedicated).read(Math.max(count, 1));
    }

    private static int count(Reading reading) {
        var flavor = reading.flavorNumber(Twin.CELLS);
        var image = reading.imageNumber(Twin.CELLS);
        if (flavor.isPresent() && image.isPresent()) {
            reading.refuse(RequestRule.CELLS_FORBIDDEN, Twin.CELLS, "one of the two", "both");
        }
        int count = flavor.orElse(image.orElse(0));
        if (count > MOST_CELLS) {
            reading.refuse(RequestRule.CELL_COUNT_INVALID, Twin.CELLS, "1 to " + MOST_CELLS, Integer.toString(count));
        }
        return Math.min(count, MOST_CELLS);
    }

    private SortedMap<String, String> described(Twin twin) {
        var flavor = reading.flavorsWithPrefix(twin.flavor);
        var image = reading.imagesWithPrefix(twin.image);
        if (!flavor.isEmpty() && !image.isEmpty()) {
            reading.refuse(RequestRule.CELLS_FORBIDDEN, twin, "one of the two", "both");
        }
        return flavor.isEmpty() ? image : flavor;
    }

    private List<GuestCell> read(int count) {
        var hostCells = HostCellWishes.read(reading, count);
        if (vcpus.isEmpty() && memory.isEmpty()) {
            return equal(count, hostCells);
        }
        if (!isComplete(vcpus, Twin.CELL_VCPUS, count) || !isComplete(memory, Twin.CELL_MEMORY, count)) {
            return List.of();
        }
        return manual(count, hostCells);
    }

    private List<GuestCell> equal(int count, OptionalInt[] hostCells) {
        int each = reading.flavor.vcpus() / count;
        long mib = reading.flavor.memoryMib() / count;
        if (each * count != reading.flavor.vcpus() || mib * count != reading.flavor.memoryMib()) {
            reading.refuse(RequestRule.CELLS_ASYMMETRIC, Twin.CELLS, "a number that divides vCPUs and MiB",
                    "%d vCPUs and %d MiB in %d cells".formatted(reading.flavor.vcpus(), reading.flavor.memoryMib(),
                            count));
            return List.of();
        }
        var cells = new ArrayList<GuestCell>(count);
        for (int id = 0; id < count; id++) {
            cells.add(cell(id, CpuSet.range(id * each, (id + 1) * each - 1), mib, hostCells));
        }
        return cells;
    }

    private GuestCell cell(int id, CpuSet set, long mib, OptionalInt[] hostCells) {
        return new GuestCell(id, set, set.and(dedicated), mib * KIB_PER_MIB, hostCells[id]);
    }

    private boolean isComplete(SortedMap<String, String> described, Twin twin, int count) {
        for (int id = 0; id < count; id++) {
            if (!described.containsKey(twin.flavor + id) && !described.containsKey(twin.image + id)) {
                reading.refuse(RequestRule.CELLS_INCOMPLETE, List.of(twin.flavor + id),
                        "vCPUs and memory of each of %d cells".formatted(count), "nothing");
                return false;
            }
        }
        if (described.size() > count) {
            reading.refuse(RequestRule.CELLS_INCOMPLETE, List.copyOf(described.keySet()),
                    "%d cells from 0 on".formatted(count), "%d".formatted(described.size()));
        }
        return described.size() == count;
    }

    private List<GuestCell> manual(int count, OptionalInt[] hostCells) {
        var cells = new ArrayList<GuestCell>(count);
        var seen = CpuSet.empty();
        for (int id = 0; id < count; id++) {
            var set = vcpus(id);
            checkDistinct(id, set, seen);
            seen = seen.or(set);
            cells.add(cell(id, set, Math.min(mib(id), reading.flavor.memoryMib()), hostCells));
        }
        checkWhole(seen, count);
        return cells;
    }

    @SuppressWarnings("NullAway") // isComplete has seen the key
    private String text(SortedMap<String, String> described, Twin twin, int id) {
        String inFlavor = described.get(twin.flavor + id);
        return inFlavor == null ? described.get(twin.image + id) : inFlavor;
    }

    private long mib(int id) {
        return Reading.number(text(memory, Twin.CELL_MEMORY, id), 0);
    }

    private CpuSet vcpus(int id) {
        String text = text(vcpus, Twin.CELL_VCPUS, id);
        var set = VcpuList.parse(text);
        if (set.isEmpty()) {
            reading.refuse(RequestRule.CELL_VCPUS_INVALID, List.of(Twin.CELL_VCPUS.flavor + id),
                    "vCPUs such as 0-3,6", "\"%s\"".formatted(text));
        }
        return set.orElse(CpuSet.empty());
    }

    private void checkDistinct(int id, CpuSet set, CpuSet seen) {
        if (set.last() >= reading.flavor.vcpus()) {
            reading.refuse(RequestRule.CELL_VCPU_OUT_OF_RANGE, List.of(Twin.CELL_VCPUS.flavor + id),
                    "vCPUs up to %d".formatted(reading.flavor.vcpus() - 1), set.toString());
        }
        if (set.intersects(seen)) {
            reading.refuse(RequestRule.CELL_VCPU_TWICE, List.of(Twin.CELL_VCPUS.flavor + id),
                    "each vCPU in one cell", "%s in another one too".formatted(set.and(seen)));
        }
    }

    private void checkWhole(CpuSet seen, int count) {
        var missing = CpuSet.range(0, reading.flavor.vcpus() - 1).minus(seen);
        if (!missing.isEmpty()) {
            reading.refuse(RequestRule.CELL_VCPU_MISSING, List.of(Twin.CELL_VCPUS.flavor + "{N}"),
                    "each vCPU in one cell", "%s in none".formatted(missing));
        }
        long sum = 0;
        for (int id = 0; id < count; id++) {
            // Clamped, so that no sum of 128 overflows.
            sum += Math.min(mib(id), Long.MAX_VALUE / MOST_CELLS);
        }
        if (sum != reading.flavor.memoryMib()) {
            reading.refuse(RequestRule.CELL_MEMORY_MISMATCH, List.of(Twin.CELL_MEMORY.flavor + "{N}"),
                    "%d MiB in all".formatted(reading.flavor.memoryMib()), "%d MiB".formatted(sum));
        }
    }
}
