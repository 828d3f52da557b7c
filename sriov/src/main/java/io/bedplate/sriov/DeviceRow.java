package io.bedplate.sriov;

/**
 * What the cells of a guest must bring so that some of its device wishes can be served: one inequality between sums. Each
 * chosen cell brings its own functions, and where a wish reaches over the socket, the first chosen cell of a socket brings
 * those of all its cells.
 */
public final class DeviceRow {
    private static final int ANYWHERE = 0;
    private static final int FROM_SOCKET = 1;
    private static final int FROM_CELL = 2;
    private static final int NEVER = 3;

    private final DeviceWishes wishes;
    private final long strict;
    private final int[] sockets;
    private final int[] own;
    private final int[] bySocket;
    private int lacking;

    DeviceRow(DeviceWishes wishes, long strict, int wanted) {
        this.wishes = wishes;
        this.strict = strict;
        this.sockets = wishes.devices.inventory().sockets;
        this.own = new int[sockets.length];
        this.bySocket = new int[sockets.length];
        this.lacking = wanted;
    }

    /** Counts a pool for those wishes. */
    void add(int index, long served, int amount) {
        add(cellOf(index), amountAt(index, served, amount));
    }

    /** Counts of two pools of one cell whichever brings more. */
    void addLarger(int index, long served, int amount, int other, long servedByOther, int amountOfOther) {
        int[] amounts = amountAt(index, served, amount);
        int[] others = amountAt(other, servedByOther, amountOfOther);
        for (int reach = 0; reach < amounts.length; reach++) {
            amounts[reach] = Math.max(amounts[reach], others[reach]);
        }
        add(cellOf(index), amounts);
    }

    private int cellOf(int index) {
        return wishes.devices.inventory().poolCell[wishes.pools[index]];
    }

    /** How much a pool brings to a guest anywhere, to one on its socket and to one on its cell. */
    private int[] amountAt(int index, long served, int amount) {
        int from = reachOf(cellOf(index), served);
        return new int[]{from <= ANYWHERE ? amount : 0, from <= FROM_SOCKET ? amount : 0,
                from <= FROM_CELL ? amount : 0};
    }

    private int reachOf(int cell, long served) {
        boolean isNowhere = cell == DeviceInventory.NOWHERE;
        long anywhere = isNowhere ? wishes.preferred | wishes.legacy : wishes.preferred;
        if ((served & anywhere & ~strict) != 0) {
            return ANYWHERE;
        }
        if (isNowhere || (sockets[cell] < 0 && (served & ~wishes.socket) == 0)) {
            return NEVER;
        }
        return sockets[cell] >= 0 && (served & wishes.socket & ~strict) != 0 ? FROM_SOCKET : FROM_CELL;
    }

    private void add(int cell, int[] amounts) {
        lacking -= amounts[ANYWHERE];
        if (cell == DeviceInventory.NOWHERE) {
            return;
        }
        int more = amounts[FROM_SOCKET] - amounts[ANYWHERE];
        for (int other = 0; more > 0 && other < sockets.length; other++) {
            bySocket[other] += sockets[other] == sockets[cell] ? more : 0;
        }
        own[cell] += amounts[FROM_CELL] - amounts[FROM_SOCKET];
    }

    /** How many functions must be brought; above 0. */
    public int lacking() {
        return lacking;
    }

    /** What a cell brings by itself. */
    public int own(int cell) {
        return own[cell];
    }

    /** What the socket of a cell brings, whichever of its cells is chosen first. */
    public int bySocket(int cell) {
        return bySocket[cell];
    }
}
