package io.bedplate.nfv;

import java.util.Arrays;

/** One state of a search: some cells are chosen, some may still be. Made once for each depth and used again. */
final class CoverNode {
    private final CoverRows rows;
    /** What each row still lacks; at most 0 where it is met. */
    final int[] lacking;
    final boolean[] maybe;
    /** Cells whose socket has a chosen cell. */
    final boolean[] reached;

    CoverNode(CoverRows rows) {
        this.rows = rows;
        this.lacking = rows.lacking.clone();
        this.maybe = new boolean[rows.cells];
        this.reached = new boolean[rows.cells];
    }

    /** Nothing chosen yet. */
    void start(boolean[] usable) {
        System.arraycopy(rows.lacking, 0, lacking, 0, lacking.length);
        System.arraycopy(usable, 0, maybe, 0, maybe.length);
        Arrays.fill(reached, false);
    }

    /** The state of another node with one more cell chosen. */
    void follow(CoverNode parent, int cell) {
        System.arraycopy(parent.maybe, 0, maybe, 0, maybe.length);
        System.arraycopy(parent.reached, 0, reached, 0, reached.length);
        for (int row = 0; row < lacking.length; row++) {
            lacking[row] = parent.lacking[row] - parent.brings(row, cell);
        }
        int socket = rows.sockets[cell];
        for (int other = 0; socket >= 0 && other < reached.length; other++) {
            reached[other] |= rows.sockets[other] == socket;
        }
    }

    int brings(int row, int cell) {
        return rows.brings(row, cell, reached[cell]);
    }

    /** What counts of what a cell brings. */
    int helps(int row, int cell) {
        return Math.min(brings(row, cell), Math.max(0, lacking[row]));
    }

    boolean isMet() {
        for (int row = 0; row < lacking.length; row++) {
            if (lacking[row] > 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the first cell brings at least what counts of the second, whatever other cells are chosen. */
    boolean bringsAsMuch(int cell, int other) {
        boolean sameSocket = rows.sockets[cell] >= 0 && rows.sockets[cell] == rows.sockets[other];
        for (int row = 0; row < lacking.length; row++) {
            // A third cell may reach the first one's socket, so that counts only where both have the same.
            int sure = rows.brings(row, cell, true);
            int most = rows.brings(row, other, sameSocket || reached[other]);
            if (lacking[row] > 0 && sure < Math.min(most, lacking[row])) {
                return false;
            }
        }
        return true;
    }
}
