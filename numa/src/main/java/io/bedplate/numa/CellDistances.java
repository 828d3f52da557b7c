package io.bedplate.numa;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import io.bedplate.host.NumaCell;

/**
 * How far the cells of a host lie apart, there and back: the ACPI SLIT first, whether they share a socket second. Where
 * the firmware gives no table, only the socket counts.
 */
public final class CellDistances {
    private static final int LOCAL = 10;

    private final int cells;
    private final int[] between;
    /** Per cell the sum of the distances to its nearest cells: {@code [cell * cells + n]} to the n nearest. */
    private final int[] toNearest;
    private final int[][] steps;

    private CellDistances(int cells, int[] between) {
        this.cells = cells;
        this.between = between;
        this.toNearest = new int[cells * cells];
        this.steps = new int[cells][];
        for (int from = 0; from < cells; from++) {
            int[] row = others(from);
            Arrays.sort(row);
            for (int n = 1; n < cells; n++) {
                toNearest[from * cells + n] = toNearest[from * cells + n - 1] + row[n - 1];
            }
            steps[from] = Arrays.stream(row).distinct().toArray();
        }
    }

    public static CellDistances of(List<NumaCell> cells, List<List<Integer>> slit) {
        int count = cells.size();
        boolean known = slit.size() == count && slit.stream().allMatch(row -> row.size() == count);
        int[] between = new int[count * count];
        for (int from = 0; from < count; from++) {
            for (int to = 0; to < count; to++) {
                int table = known ? slit.get(from).get(to) + slit.get(to).get(from) : 2 * LOCAL;
                boolean sameSocket = from == to || same(cells.get(from).socket(), cells.get(to).socket());
                between[from * count + to] = 2 * table + (sameSocket ? 0 : 1);
            }
        }
        return new CellDistances(count, between);
    }

    private static boolean same(OptionalInt socket, OptionalInt other) {
        return socket.isPresent() && socket.equals(other);
    }

    private int[] others(int from) {
        int[] row = new int[cells - 1];
        for (int to = 0, at = 0; to < cells; to++) {
            if (to != from) {
                row[at++] = between[from * cells + to];
            }
        }
        return row;
    }

    /** Between two cells by index; symmetric, no unit, only good for comparing. */
    public int between(int from, int to) {
        return between[from * cells + to];
    }

    /** The least possible sum of the distances from a cell to {@code count} others. */
    public int toNearest(int from, int count) {
        return toNearest[from * cells + count];
    }

    /** The different distances from a cell to the others, ascending, without 0 for itself. */
    public int steps(int from) {
        return steps[from].length;
    }

    public int step(int from, int index) {
        return steps[from][index];
    }
}
