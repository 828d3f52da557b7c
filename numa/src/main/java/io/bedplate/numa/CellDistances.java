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
    /**
     * A row for each cell, so that what is asked of one cell lies together: the distances to all cells, the sums of the
     * distances to its {@code n} nearest, how many different distances there are, and these.
     */
    private final int[] table;

    private CellDistances(int cells, int[] between) {
        this.cells = cells;
        this.table = new int[3 * cells * cells];
        for (int from = 0; from < cells; from++) {
            int row = row(from);
            System.arraycopy(between, from * cells, table, row, cells);
            int[] others = others(from);
            Arrays.sort(others);
            for (int n = 1; n < cells; n++) {
                table[row + cells + n] = table[row + cells + n - 1] + others[n - 1];
            }
            int[] steps = Arrays.stream(others).distinct().toArray();
            table[row + 2 * cells] = steps.length;
            System.arraycopy(steps, 0, table, row + 2 * cells + 1, steps.length);
        }
    }

    private int row(int from) {
        return 3 * cells * from;
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
                row[at++] = between(from, to);
            }
        }
        return row;
    }

    /** Between two cells by index; symmetric, no unit, only good for comparing. */
    public int between(int from, int to) {
        return table[row(from) + to];
    }

    /** The least possible sum of the distances from a cell to {@code count} others. */
    public int toNearest(int from, int count) {
        return table[row(from) + cells + count];
    }

    /** The different distances from a cell to the others, ascending, without 0 for itself. */
    public int steps(int from) {
        return table[row(from) + 2 * cells];
    }

    public int step(int from, int index) {
        return table[row(from) + 2 * cells + 1 + index];
    }
}
