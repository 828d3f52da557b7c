package io.bedplate.nfv;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/** Reads which guest cells must lie on a named host cell, as StarlingX writes it. */
final class HostCellWishes {
    static final String PREFIX = "hw:numa_node.";

    private HostCellWishes() {}

    /** One for each of {@code count} guest cells; empty for a cell that is not bound. */
    static OptionalInt[] read(Reading reading, int count) {
        var hostCells = new OptionalInt[count];
        Arrays.fill(hostCells, OptionalInt.empty());
        var taken = new HashSet<Integer>();
        reading.flavorsWithPrefix(PREFIX).forEach((key, value) -> {
            long id = Reading.number(key.substring(PREFIX.length()), count);
            int hostCell = (int) Math.min(Reading.number(value, 0), Integer.MAX_VALUE);
            if (id >= count) {
                reading.refuse(RequestRule.HOST_CELL_INVALID, List.of(key), "one of %d guest cells".formatted(count),
                        "guest cell " + id);
            } else if (!taken.add(hostCell)) {
                reading.refuse(RequestRule.HOST_CELL_INVALID, List.of(key), "a host cell of its own",
                        "host cell %d, bound already".formatted(hostCell));
            } else {
                hostCells[(int) id] = OptionalInt.of(hostCell);
            }
        });
        return hostCells;
    }
}
