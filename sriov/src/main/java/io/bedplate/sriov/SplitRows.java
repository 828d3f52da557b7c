package io.bedplate.sriov;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What follows from a PF excluding its VFs: of a card that serves wishes for PFs and wishes for VFs only one side counts, so
 * with a PF worth {@code w} VFs it brings the larger of {@code w} and its free VFs. That holds for every {@code w}; those
 * at which a card changes sides tell most.
 */
final class SplitRows {
    private static final int MOST_WEIGHTS = 8;

    private final DeviceWishes wishes;
    private final long strict;
    /** Per place of a pool of VFs the place of their PF, where that is wanted too; else -1. */
    private final int[] pfOf;

    SplitRows(DeviceWishes wishes, long strict) {
        this.wishes = wishes;
        this.strict = strict;
        this.pfOf = new int[wishes.pools.length];
        Arrays.fill(pfOf, -1);
        for (int pf = 0; pf < wishes.pools.length; pf++) {
            for (int vf : wishes.vfsOf[pf]) {
                pfOf[vf] = pf;
            }
        }
    }

    void addTo(List<DeviceRow> rows) {
        long pfWishes = 0;
        long vfWishes = 0;
        for (int vf = 0; vf < pfOf.length; vf++) {
            pfWishes |= pfOf[vf] < 0 ? 0 : wishes.servedBy[pfOf[vf]];
            vfWishes |= pfOf[vf] < 0 ? 0 : wishes.servedBy[vf];
        }
        for (long i = pfWishes; i != 0; i &= i - 1) {
            for (long j = vfWishes; j != 0; j &= j - 1) {
                addTo(rows, Long.lowestOneBit(i), Long.lowestOneBit(j));
            }
        }
        if (Long.bitCount(pfWishes) > 1 || Long.bitCount(vfWishes) > 1) {
            addTo(rows, pfWishes, vfWishes);
        }
    }

    private void addTo(List<DeviceRow> rows, long pfWishes, long vfWishes) {
        int[] sizes = IntStream.range(0, pfOf.length).filter(vf -> isSplit(vf, pfWishes, vfWishes))
                .map(this::free).sorted().distinct().toArray();
        int step = Math.ceilDiv(Math.max(1, sizes.length), MOST_WEIGHTS);
        for (int i = 0; i < sizes.length; i += step) {
            var row = row(pfWishes, vfWishes, sizes[i]);
            if (row.lacking() > 0) {
                rows.add(row);
            }
        }
    }

    // With VFs of several kinds on one card each pool is compared by itself, and the PF counted with one of them at most.
    private boolean isSplit(int vf, long pfWishes, long vfWishes) {
        return pfOf[vf] >= 0 && wishes.vfsOf[pfOf[vf]][0] == vf && (wishes.servedBy[vf] & vfWishes) != 0
                && (wishes.servedBy[pfOf[vf]] & pfWishes) != 0;
    }

    private int free(int index) {
        return wishes.devices.free(wishes.pools[index]);
    }

    private DeviceRow row(long pfWishes, long vfWishes, int weight) {
        var row = new DeviceRow(wishes, strict, weight * wishes.countOf(pfWishes) + wishes.countOf(vfWishes));
        boolean[] counted = new boolean[pfOf.length];
        for (int vf = 0; vf < pfOf.length; vf++) {
            if (isSplit(vf, pfWishes, vfWishes)) {
                int pf = pfOf[vf];
                row.addLarger(pf, wishes.servedBy[pf] & pfWishes, weight * free(pf), vf, wishes.servedBy[vf] & vfWishes,
                        free(vf));
                counted[pf] = true;
                counted[vf] = true;
            }
        }
        for (int i = 0; i < counted.length; i++) {
            long forPfs = wishes.servedBy[i] & pfWishes;
            long forVfs = wishes.servedBy[i] & vfWishes;
            if (!counted[i] && (forPfs | forVfs) != 0) {
                row.add(i, forPfs | forVfs, forPfs != 0 ? weight * free(i) : free(i));
            }
        }
        return row;
    }
}
