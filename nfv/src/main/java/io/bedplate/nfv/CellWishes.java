package io.bedplate.nfv;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;
import io.bedplate.numa.GuestCell;

/** Reads the guest's cells: how many, what each holds, and on which host cell it must lie. */
final class CellWishes {
    private static final int MOST_CELLS = 128;
    private static final long KIB_PER_MIB = 1024;

    private final Reading reading;
    private final CpuSet dedicated;
    private final OptionalInt[] hostCells;
    private final CellTexts vcpus;
    private final CellTexts memory;

    private CellWishes(Reading reading, int count, CpuSet dedicated) {
        this.reading = reading;
        this.dedicated = dedicated;
        this.hostCells = HostCellWishes.read(reading, count);
        this.vcpus = CellTexts.read(reading, Twin.CELL_VCPUS, count);
        this.memory = CellTexts.read(reading, Twin.CELL_MEMORY, count);
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
        return new CellWishes(reading, Math.max(count, 1), dedicated).read(Math.max(count, 1));
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

    private List<GuestCell> read(int count) {
        if (vcpus.isUnsaid() && memory.isUnsaid()) {
            return equal(count);
        }
        boolean known = vcpus.isComplete(reading);
        return memory.isComplete(reading) && known ? manual(count) : List.of();
    }

    private List<GuestCell> equal(int count) {
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
            cells.add(cell(id, CpuSet.range(id * each, (id + 1) * each - 1), mib));
        }
        return cells;
    }

    private GuestCell cell(int id, CpuSet set, long mib) {
        return new GuestCell(id, set, set.and(dedicated), mib * KIB_PER_MIB, hostCells[id]);
    }

    private List<GuestCell> manual(int count) {
        var cells = new ArrayList<GuestCell>(count);
        var seen = CpuSet.empty();
        for (int id = 0; id < count; id++) {
            var set = vcpus(id);
            checkDistinct(id, set, seen);
            seen = seen.or(set);
            cells.add(cell(id, set, Math.min(mib(id), reading.flavor.memoryMib())));
        }
        checkWhole(seen, count);
        return cells;
    }

    private long mib(int id) {
        return Reading.number(memory.get(id), 0);
    }

    private CpuSet vcpus(int id) {
        String text = vcpus.get(id);
        var set = VcpuList.parse(text);
        if (set.isEmpty()) {
            reading.refuse(RequestRule.CELL_VCPUS_INVALID, List.of(vcpus.key(id)),
                    "vCPUs such as 0-3,6", "\"%s\"".formatted(text));
        }
        return set.orElse(CpuSet.empty());
    }

    private void checkDistinct(int id, CpuSet set, CpuSet seen) {
        if (set.last() >= reading.flavor.vcpus()) {
            reading.refuse(RequestRule.CELL_VCPU_OUT_OF_RANGE, List.of(vcpus.key(id)),
                    "vCPUs up to %d".formatted(reading.flavor.vcpus() - 1), set.toString());
        }
        if (set.intersects(seen)) {
            reading.refuse(RequestRule.CELL_VCPU_TWICE, List.of(vcpus.key(id)),
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
