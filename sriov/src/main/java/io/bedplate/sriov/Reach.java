package io.bedplate.sriov;

/** What a guest on some cells can reach by the policy of each wish. */
final class Reach {
    private final DeviceWishes wishes;
    private final boolean[] near;
    private final boolean[] nearSocket;
    private final long strict;

    /**
     * The reach from the cells {@code near}.
     *
     * @param strict wishes to be treated as if their policy were required
     */
    Reach(DeviceWishes wishes, boolean[] near, long strict) {
        this.wishes = wishes;
        this.near = near;
        this.strict = strict;
        this.nearSocket = (wishes.socket & ~strict) == 0 ? near : withSockets(near, wishes.devices.inventory().sockets);
    }

    private static boolean[] withSockets(boolean[] near, int[] sockets) {
        boolean[] reached = near.clone();
        for (int cell = 0; cell < near.length; cell++) {
            for (int other = 0; near[cell] && sockets[cell] >= 0 && other < near.length; other++) {
                reached[other] |= sockets[other] == sockets[cell];
            }
        }
        return reached;
    }

    /** Which of the wishes that a pool serves may have it. */
    long eligible(int index) {
        int cell = wishes.devices.inventory().poolCell[wishes.pools[index]];
        long served = wishes.servedBy[index];
        if (cell == DeviceInventory.NOWHERE) {
            return served & (wishes.preferred | wishes.legacy) & ~strict;
        }
        if (near[cell]) {
            boolean knowsSocket = wishes.devices.inventory().sockets[cell] >= 0;
            return knowsSocket ? served : served & ~wishes.socket;
        }
        long far = nearSocket[cell] ? wishes.preferred | wishes.socket : wishes.preferred;
        return served & far & ~strict;
    }

    /** Whether a cell brings the whole of its socket to a wish. */
    boolean bringsSocket(int wish) {
        return (wishes.socket & ~strict & 1L << wish) != 0;
    }
}
