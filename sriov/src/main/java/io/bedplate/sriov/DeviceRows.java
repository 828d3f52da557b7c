package io.bedplate.sriov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes device wishes as sums over cells. By Hall's condition for transport problems the wishes can be served together
 * just when for each set of wishes the functions that serve any of them are as many as the set wants; sets that share no
 * function fall apart and need no row of their own. Where PFs and their own VFs are wanted, {@link SplitRows} adds what
 * follows from one excluding the other.
 */
final class DeviceRows {
    /** With more wishes than this not every set is written down, and the rows are necessary only. */
    static final int MOST_WISHES = 6;

    private final DeviceWishes wishes;
    private final long strict;
    private final long[] served;
    private final List<DeviceRow> rows = new ArrayList<>();

    DeviceRows(DeviceWishes wishes, long strict) {
        this.wishes = wishes;
        this.strict = strict;
        this.served = Arrays.stream(wishes.servedBy).distinct().toArray();
    }

    List<DeviceRow> list() {
        int size = wishes.size();
        if (size <= MOST_WISHES) {
            for (long set = 1; set < 1L << size; set++) {
                if (connected(set) == set) {
                    add(set);
                }
            }
        } else {
            for (int wish = 0; wish < size; wish++) {
                add(1L << wish);
                add(connected((1L << size) - 1 & -1L << wish));
            }
        }
        if (wishes.contended) {
            new SplitRows(wishes, strict).addTo(rows);
        }
        return rows;
    }

    /** The part of a set of wishes that hangs together with its first one by functions that serve several. */
    private long connected(long set) {
        long part = Long.lowestOneBit(set);
        for (long before = 0; before != part;) {
            before = part;
            for (long mask : served) {
                part |= (mask & part) != 0 ? mask & set : 0;
            }
        }
        return part;
    }

    private void add(long set) {
        var row = new DeviceRow(wishes, strict, wishes.countOf(set));
        for (int i = 0; i < wishes.pools.length; i++) {
            long mask = wishes.servedBy[i] & set;
            if (mask != 0) {
                row.add(i, mask, wishes.devices.free(wishes.pools[i]));
            }
        }
        if (row.lacking() > 0) {
            rows.add(row);
        }
    }
}
