package io.bedplate.sriov;

import java.util.Arrays;

/** How many functions some more cells could bring to one wish at most, were it alone. */
final class DeviceBounds {
    private final DeviceWishes wishes;
    private final Reach reach;
    private final int[] gain;

    DeviceBounds(DeviceWishes wishes, boolean[] near, long strict) {
        this.wishes = wishes;
        this.reach = new Reach(wishes, near, strict);
        this.gain = new int[near.length];
    }

    /** What is in reach already and what {@code more} cells of {@code maybe} add at most. */
    int most(int wish, boolean[] maybe, int more) {
        return countGains(wish) + largest(maybe, more);
    }

    /** Leaves in {@link #gain} what each cell would add, and gives what is in reach without any. */
    private int countGains(int wish) {
        Arrays.fill(gain, 0);
        int sure = 0;
        for (int i = 0; i < wishes.pools.length; i++) {
            if ((wishes.servedBy[i] & 1L << wish) == 0) {
                continue;
            }
            int free = wishes.devices.free(wishes.pools[i]);
            int cell = wishes.devices.inventory().poolCell[wishes.pools[i]];
            if ((reach.eligible(i) & 1L << wish) != 0) {
                sure += free;
            } else if (cell >= 0) {
                addGain(cell, free, reach.bringsSocket(wish));
            }
        }
        return sure;
    }

    private void addGain(int cell, int free, boolean wholeSocket) {
        int[] sockets = wishes.devices.inventory().sockets;
        if (!wholeSocket || sockets[cell] < 0) {
            gain[cell] += free;
            return;
        }
        for (int other = 0; other < gain.length; other++) {
            gain[other] += sockets[other] == sockets[cell] ? free : 0;
        }
    }

    /** The sum of the {@code more} largest gains; uses them up. */
    private int largest(boolean[] maybe, int more) {
        int sum = 0;
        for (int round = 0; round < more; round++) {
            int best = -1;
            for (int cell = 0; cell < gain.length; cell++) {
                if (maybe[cell] && gain[cell] > 0 && (best < 0 || gain[cell] > gain[best])) {
                    best = cell;
                }
            }
            if (best < 0) {
                return sum;
            }
            sum += gain[best];
            gain[best] = 0;
        }
        return sum;
    }
}
