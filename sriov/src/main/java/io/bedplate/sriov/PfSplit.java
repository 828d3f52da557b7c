package io.bedplate.sriov;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Decides which PFs to give whole when VFs of them are wanted too. PFs that serve the same wishes and whose VFs serve the
 * same wishes differ only in how many VFs they cost; of such a class the cheapest are given first, so only the number from
 * each class is searched.
 */
final class PfSplit {
    private final DeviceWishes wishes;
    private final DeviceSupply supply;
    private final int[] counts;
    /** Indexes of pools of PFs some of whose VFs are wanted, class by class, cheapest first. */
    private final int[] pfs;
    private final long vfWishes;
    private final long otherWishes;

    PfSplit(DeviceWishes wishes, DeviceSupply supply) {
        this.wishes = wishes;
        this.supply = supply;
        this.counts = supply.free.clone();
        this.pfs = IntStream.range(0, counts.length).filter(this::isContended).boxed()
                .sorted(Comparator.comparingInt(this::cost))
                .mapToInt(Integer::intValue).toArray();
        long vfs = 0;
        for (int i = 0; i < counts.length; i++) {
            vfs |= wishes.devices.inventory().poolPf[wishes.pools[i]] >= 0 ? wishes.servedBy[i] : 0;
        }
        this.vfWishes = vfs;
        this.otherWishes = ~vfs;
    }

    boolean exists() {
        int[] withoutPfs = counts.clone();
        Arrays.stream(pfs).forEach(pf -> withoutPfs[pf] = 0);
        return search(0, withoutPfs, counts.clone());
    }

    private boolean isContended(int index) {
        return counts[index] > 0 && vfs(index).findAny().isPresent();
    }

    private IntStream vfs(int pf) {
        return IntStream.range(0, counts.length)
                .filter(i -> wishes.devices.inventory().poolPf[wishes.pools[i]] == wishes.pools[pf] && counts[i] > 0);
    }

    private int cost(int pf) {
        return vfs(pf).map(i -> counts[i]).sum();
    }

    private long vfsServe(int pf) {
        return vfs(pf).mapToLong(i -> supply.eligible[i]).reduce(0, (a, b) -> a | b);
    }

    // A PF with VFs of several kinds is a class of its own.
    private boolean isSameClass(int pf, int other) {
        return supply.eligible[pf] == supply.eligible[other] && vfsServe(pf) == vfsServe(other)
                && vfs(pf).mapToLong(i -> supply.eligible[i]).distinct().count() == 1
                && vfs(other).mapToLong(i -> supply.eligible[i]).distinct().count() == 1;
    }

    /**
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
        for (int i = from; i < pfs.length; i++) {
            if (isItsTurn(i, whole) && searchWith(i, whole.clone(), lent.clone())) {
                return true;
            }
        }
        return false;
    }

    private boolean searchWith(int place, int[] whole, int[] lent) {
        int pf = pfs[place];
        whole[pf] = counts[pf];
        vfs(pf).forEach(vf -> lent[vf] = 0);
        return search(place + 1, whole, lent);
    }

    // The next cheaper of its class, where there is one, goes first.
    private boolean isItsTurn(int place, int[] whole) {
        int cheaper = place - 1;
        while (cheaper >= 0 && !isSameClass(pfs[cheaper], pfs[place])) {
            cheaper--;
        }
        return cheaper < 0 || whole[pfs[cheaper]] > 0;
    }
}
