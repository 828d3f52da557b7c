package io.bedplate.sriov;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.host.PciAddress;

/**
 * Names the functions. Request by request the best pool that still leaves the other requests their own: nearest, then
 * another PF than the last one given to this guest, then a PF that lends VFs already, then the most left, then the lowest
 * address.
 */
final class DeviceChooser {
    private final DeviceWishes wishes;
    private final DeviceSupply supply;
    private final int[] remoteness;
    private final int[] given;
    private final boolean alone;

    DeviceChooser(DeviceWishes wishes, Reach reach, int[] remoteness) {
        this.wishes = wishes;
        this.supply = new DeviceSupply(wishes, reach);
        this.remoteness = remoteness;
        this.given = new int[supply.free.length];
        this.alone = wishes.size() == 1;
    }

    List<ChosenDevice> choose() {
        var chosen = new ArrayList<ChosenDevice>();
        long[] taken = new long[(wishes.devices.inventory().addresses.length + 63) / 64];
        for (int request = 0; request < wishes.wishOf.length; request++) {
            for (int left = wishes.requestCount(request); left > 0; left--) {
                int index = give(wishes.wishOf[request]);
                chosen.add(name(wishes.pools[index], taken));
            }
        }
        return chosen;
    }

    private int give(int wish) {
        boolean[] tried = new boolean[given.length];
        for (int index = best(wish, tried); index >= 0; index = best(wish, tried)) {
            int[] before = supply.snapshot();
            supply.take(index, wish);
            if (alone || supply.suffices()) {
                given[index]++;
                return index;
            }
            supply.restore(before, wish);
            tried[index] = true;
        }
        throw new IllegalStateException("asked to choose where the wishes do not fit");
    }

    private int best(int wish, boolean[] tried) {
        int best = -1;
        for (int i = 0; i < given.length; i++) {
            boolean may = !tried[i] && supply.free[i] > 0 && (supply.eligible[i] & 1L << wish) != 0;
            if (may && (best < 0 || goesBefore(i, best))) {
                best = i;
            }
        }
        return best;
    }

    private boolean goesBefore(int index, int other) {
        int order = Integer.compare(farness(index), farness(other));
        order = order != 0 ? order : Integer.compare(given[index], given[other]);
        order = order != 0 ? order : Boolean.compare(isWhole(index), isWhole(other));
        return order != 0 ? order < 0 : supply.free[index] > supply.free[other];
    }

    // A function of unknown place counts as nearer than one known to be elsewhere.
    private int farness(int index) {
        int cell = wishes.devices.inventory().poolCell[wishes.pools[index]];
        return cell == DeviceInventory.NOWHERE ? 1 : remoteness[cell] == 0 ? 0 : 1 + remoteness[cell];
    }

    private boolean isWhole(int index) {
        return !wishes.devices.isBroken(wishes.pools[index]);
    }

    private ChosenDevice name(int pool, long[] taken) {
        var inventory = wishes.devices.inventory();
        int slot = inventory.poolStart[pool];
        while (wishes.devices.isTaken(slot) || (taken[slot >> 6] & 1L << slot) != 0) {
            slot++;
        }
        taken[slot >> 6] |= 1L << slot;
        return new ChosenDevice(PciAddress.ofPacked(inventory.addresses[slot]), inventory.cellOf(pool));
    }
}
