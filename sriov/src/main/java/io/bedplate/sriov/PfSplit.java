package io.bedplate.sriov;

import java.util.Arrays;

/**
 * Decides which PFs to give whole when VFs of them are wanted too. PFs that serve the same wishes and whose VFs serve the
 * same wishes differ only in how many VFs they cost; of such a class the cheapest are given first, so only the number from
 * each class is searched.
 */
final class PfSplit {
    private static final long MANY_KINDS = -1;

    private final DeviceSupply supply;
    private final int[][] vfsOf;
    private final int[] counts;
    /** PFs some of whose VFs are wanted, the cheapest first. */
    private final int[] pfs;
    /** The wishes that the VFs of a PF serve, all the same, by place in {@link #pfs}; or {@link #MANY_KINDS}. */
    private final long[] vfsServe;
    private final long vfWishes;
    private final long otherWishes;

    PfSplit(DeviceWishes wishes, DeviceSupply supply) {
        this.supply = supply;
        this.vfsOf = wishes.vfsOf;
        this.counts = supply.free.clone();
        this.pfs = contended();
        this.vfsServe = new long[pfs.length];
        for (int place = 0; place < pfs.length; place++) {
            vfsServe[place] = vfsServe(pfs[place]);
        }
        long vfs = 0;
        for (int i = 0; i < counts.length; i++) {
            vfs |= wishes.devices.inventory().poolPf[wishes.pools[i]] >= 0 ? wishes.servedBy[i] : 0;
        }
        this.vfWishes = vfs;
        this.otherWishes = ~vfs;
    }

    boolean exists() {
        // Nobody excluding anybody, more cannot be had.
        if (!supply.suffices(counts, otherWishes)) {
            return false;
        }
        int[] withoutPfs = counts.clone();
        for (int pf : pfs) {
            withoutPfs[pf] = 0;
        }
        return search(0, withoutPfs, counts.clone());
    }

    private int[] contended() {
        int[] found = new int[counts.length];
        int size = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && cost(i) > 0) {
                int at = size++;
                for (; at > 0 && cost(found[at - 1]) > cost(i); at--) {
                    found[at] = found[at - 1];
                }
                found[at] = i;
            }
        }
        return Arrays.copyOf(found, size);
    }

    private int cost(int pf) {
        int cost = 0;
        for (int vf : vfsOf[pf]) {
            cost += counts[vf];
        }
        return cost;
    }

    private long vfsServe(int pf) {
        long serve = 0;
        for (int vf : vfsOf[pf]) {
            long mine = counts[vf] > 0 ? supply.eligible[vf] : 0;
            if (mine != 0 && serve != 0 && mine != serve) {
                return MANY_KINDS;
            }
            serve |= mine;
        }
        return serve;
    }

    /**
     * Tries to give whole some more PFs from place {@code from} on.
     *
     * @param whole counts with only those contended PFs that are given whole
     * @param lent  counts without the VFs of those
     */
    private boolean search(int from, int[] whole, int[] lent) {
        if (!supply.suffices(lent, vfWishes)) {
            return false;
        }
        if (supply.suffices(whole, otherWishes)) {
            return true;
        }
        for (int place = from; place < pfs.length; place++) {
            if (isItsTurn(place, whole) && searchWith(place, whole.clone(), lent.clone())) {
                return true;
            }
        }
        return false;
    }

    private boolean searchWith(int place, int[] whole, int[] lent) {
        int pf = pfs[place];
        whole[pf] = counts[pf];
        for (int vf : vfsOf[pf]) {
            lent[vf] = 0;
        }
        return search(place + 1, whole, lent);
    }

    // The next cheaper of its class, where there is one, goes first.
    private boolean isItsTurn(int place, int[] whole) {
        int cheaper = place - 1;
        while (cheaper >= 0 && !isSameClass(cheaper, place)) {
            cheaper--;
        }
        return cheaper < 0 || whole[pfs[cheaper]] > 0;
    }

    private boolean isSameClass(int place, int other) {
        return vfsServe[place] != MANY_KINDS && vfsServe[place] == vfsServe[other]
                && supply.eligible[pfs[place]] == supply.eligible[pfs[other]];
    }
}
