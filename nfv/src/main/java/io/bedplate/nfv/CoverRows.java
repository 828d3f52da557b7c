package io.bedplate.nfv;

import java.util.List;
import java.util.stream.IntStream;

import io.bedplate.sriov.DeviceRow;

/**
 * Networks and devices as sums: of each row the chosen cells must bring at least what it lacks. A network lacks 1, and
 * every cell near it brings 1.
 */
final class CoverRows {
    private static final int[] NOTHING = {};

    final int cells;
    final int[] lacking;
    /** Row and cell to what the cell brings by itself. */
    private final int[][] own;
    /** Likewise to what its socket brings once; empty for a row without such. */
    private final int[][] bySocket;
    /** Package id per cell, -1 where unknown. */
    final int[] sockets;
    /** Whether meeting every row is enough; else it is only necessary. */
    final boolean tellAll;

    CoverRows(Requirements requirements, long strict) {
        this.sockets = requirements.sockets();
        this.cells = sockets.length;
        var networks = requirements.networks;
        var devices = requirements.devices.map(wishes -> wishes.rows(strict)).orElse(List.<DeviceRow>of());
        int size = networks.size() + devices.size();
        lacking = new int[size];
        own = new int[size][];
        bySocket = new int[size][];
        for (int row = 0; row < networks.size(); row++) {
            boolean[] near = networks.get(row);
            lacking[row] = 1;
            own[row] = IntStream.range(0, cells).map(cell -> near[cell] ? 1 : 0).toArray();
            bySocket[row] = NOTHING;
        }
        for (int row = networks.size(); row < size; row++) {
            var device = devices.get(row - networks.size());
            lacking[row] = device.lacking();
            own[row] = IntStream.range(0, cells).map(device::own).toArray();
            int[] shared = IntStream.range(0, cells).map(device::bySocket).toArray();
            bySocket[row] = IntStream.of(shared).allMatch(amount -> amount == 0) ? NOTHING : shared;
        }
        tellAll = requirements.devices.isEmpty() || requirements.devices.get().rowsTellAll();
    }

    int size() {
        return lacking.length;
    }

    /** What a cell adds to a row; {@code isReached} tells whether a cell of its socket is chosen already. */
    int brings(int row, int cell, boolean isReached) {
        int[] shared = bySocket[row];
        return shared.length == 0 || isReached ? own[row][cell] : own[row][cell] + shared[cell];
    }
}
