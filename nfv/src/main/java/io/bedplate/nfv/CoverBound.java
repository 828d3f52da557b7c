package io.bedplate.nfv;

import java.util.Arrays;

/**
 * Proves that no few cells can meet all rows: whatever the weights of the rows, the sum over the best cells of what they
 * bring, weighted, must reach the weighted sum of what is lacking (a surrogate constraint, F. Glover, 1968). Weights of rows
 * that the best cells leave short are raised, those of others lowered, and the sums are made again; that nears the bound
 * of linear programming.
 */
final class CoverBound {
    private static final int ROUNDS = 6;
    private static final double MARGIN = 1e-9;
    private static final double FASTEST = 0.5;
    private static final double LEAST = 0.05;

    private final CoverRows rows;
    private final double[] weight;
    private final double[] value;
    /** Cells that may be chosen and bring something. */
    private final int[] cells;
    private int cellCount;
    private final int[] open;
    private int openCount;
    /** Open row and place in {@link #cells} to what helps. */
    private final int[][] helps;
    private final int[] best;
    private int bestCount;

    CoverBound(CoverRows rows, int guests) {
        this.rows = rows;
        this.weight = new double[rows.size()];
        this.value = new double[rows.cells];
        this.cells = new int[rows.cells];
        this.open = new int[rows.size()];
        this.helps = new int[rows.size()][rows.cells];
        this.best = new int[guests + 1];
        Arrays.fill(weight, 1);
    }

    /** Whether {@code more} cells could do; may say yes too often, never no. */
    boolean mayBeMet(CoverNode node, int more) {
        collect(node);
        for (int i = 0; i < openCount; i++) {
            if (!isWithin(helps[i], more, node.lacking[open[i]])) {
                return false;
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            double wanted = weigh(node);
            double sum = takeBest(more);
            if (sum < wanted * (1 - MARGIN)) {
                return false;
            }
            if (round + 1 < ROUNDS && !reweigh(node)) {
                return true;
            }
        }
        return true;
    }

    private void collect(CoverNode node) {
        openCount = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (node.lacking[row] > 0) {
                open[openCount++] = row;
            }
        }
        cellCount = 0;
        for (int cell = 0; cell < rows.cells; cell++) {
            if (node.maybe[cell]) {
                boolean any = false;
                for (int i = 0; i < openCount; i++) {
                    helps[i][cellCount] = node.helps(open[i], cell);
                    any |= helps[i][cellCount] > 0;
                }
                cells[cellCount] = cell;
                cellCount += any ? 1 : 0;
            }
        }
    }

    /** Whether the {@code more} largest amounts reach the sum. */
    private boolean isWithin(int[] amounts, int more, int sum) {
        for (int place = 0; place < cellCount; place++) {
            value[place] = amounts[place];
        }
        return takeBest(more) >= sum;
    }

    /** The value of every cell, and the sum that is wanted. */
    private double weigh(CoverNode node) {
        Arrays.fill(value, 0, cellCount, 0);
        double wanted = 0;
        for (int i = 0; i < openCount; i++) {
            double each = weight[open[i]] / node.lacking[open[i]];
            wanted += weight[open[i]];
            int[] amounts = helps[i];
            for (int place = 0; place < cellCount; place++) {
                value[place] += each * amounts[place];
            }
        }
        return wanted;
    }

    /** Finds the {@code more} places of the largest values, falling, and sums those up. */
    private double takeBest(int more) {
        bestCount = 0;
        for (int place = 0; place < cellCount; place++) {
            if (bestCount < more || value[place] > value[best[bestCount - 1]]) {
                int at = bestCount < more ? bestCount++ : bestCount - 1;
                for (; at > 0 && value[best[at - 1]] < value[place]; at--) {
                    best[at] = best[at - 1];
                }
                best[at] = place;
            }
        }
        double sum = 0;
        for (int i = 0; i < bestCount; i++) {
            sum += value[best[i]];
        }
        return sum;
    }

    /** Moves the weights by what the best cells leave short or bring too much of; false where they meet everything. */
    private boolean reweigh(CoverNode node) {
        boolean isShort = false;
        for (int i = 0; i < openCount; i++) {
            int lacking = node.lacking[open[i]];
            int brought = 0;
            for (int j = 0; j < bestCount; j++) {
                brought += helps[i][best[j]];
            }
            isShort |= brought < lacking;
            double change = Math.clamp(1.0 - (double) brought / lacking, -1, 1);
            weight[open[i]] = Math.clamp(weight[open[i]] * (1 + FASTEST * change), LEAST, 1 / LEAST);
        }
        return isShort;
    }

    /** After {@link #mayBeMet}: the cell of the greatest value that helps the row with the fewest such cells; or -1. */
    int mostValuable() {
        int row = scarcest();
        int bestPlace = -1;
        for (int place = 0; place < cellCount; place++) {
            if ((row < 0 || helps[row][place] > 0) && (bestPlace < 0 || value[place] > value[bestPlace])) {
                bestPlace = place;
            }
        }
        return bestPlace < 0 ? -1 : cells[bestPlace];
    }

    /** Whether a cell helps the row with the fewest such cells. */
    boolean[] helpers() {
        boolean[] helpers = new boolean[rows.cells];
        int row = scarcest();
        for (int place = 0; place < cellCount; place++) {
            helpers[cells[place]] = row < 0 || helps[row][place] > 0;
        }
        return helpers;
    }

    private int scarcest() {
        int scarcest = -1;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < openCount; i++) {
            int count = 0;
            for (int place = 0; place < cellCount; place++) {
                count += helps[i][place] > 0 ? 1 : 0;
            }
            if (count < fewest) {
                fewest = count;
                scarcest = i;
            }
        }
        return scarcest;
    }
}
