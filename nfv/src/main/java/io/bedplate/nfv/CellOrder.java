package io.bedplate.nfv;

import io.bedplate.numa.CpuPolicy;

/**
 * The order in which host cells are given to guests when nothing else tells them apart: least fragmentation. Cells in use
 * before untouched ones, cells with few free devices before those with many unless the guest wants devices, cells with
 * little room before those with much, low ids before high ones.
 */
final class CellOrder {
    private static final int ROOM_BITS = 20;
    private static final int DEVICE_BITS = 20;

    private final long[] cost;
    private final int[] order;

    CellOrder(HostState host, NfvRequest request) {
        int cells = host.cpus.cells();
        cost = new long[cells];
        order = new int[cells];
        boolean floating = request.cpuPolicy() == CpuPolicy.SHARED;
        boolean wantsDevices = !request.pci().isEmpty();
        for (int cell = 0; cell < cells; cell++) {
            var cpus = host.cpus.cell(cell);
            long untouched = cpus.isUntouched() && host.memory.cell(cell).isUntouched() ? 1 : 0;
            long devices = wantsDevices ? 0 : host.devices.freeOnCell(cell);
            long room = floating ? Math.max(0, cpus.sharedCount() - cpus.sharedUsed()) : cpus.freeDedicated();
            cost[cell] = (((untouched << DEVICE_BITS) + devices) << ROOM_BITS) + room;
        }
        sort();
    }

    // Few cells and often in order already.
    private void sort() {
        for (int i = 0; i < order.length; i++) {
            int at = i;
            for (; at > 0 && cost[order[at - 1]] > cost[i]; at--) {
                order[at] = order[at - 1];
            }
            order[at] = i;
        }
    }

    /** The cell at a place of the order. */
    int at(int place) {
        return order[place];
    }

    int cells() {
        return order.length;
    }

    long cost(int cell) {
        return cost[cell];
    }

    /** The least cost of any {@code count} cells. */
    long least(int count) {
        long sum = 0;
        for (int place = 0; place < count; place++) {
            sum += cost[order[place]];
        }
        return sum;
    }
}
