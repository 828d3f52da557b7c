package io.bedplate.sriov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The wanted functions of each cell, card by card, so that cells can be compared where a PF excludes its VFs. */
final class CellCards {
    /** Cards that no wish tells apart but by how many VFs they have free. */
    private record Kind(long pfServes, List<Long> vfsServe) {}

    /** Per cell and kind the free functions of the cards, most first; PFs alone count as one. */
    private final List<Map<Kind, int[]>> cards = new ArrayList<>();

    CellCards(DeviceWishes wishes) {
        var inventory = wishes.devices.inventory();
        for (int cell = 0; cell < inventory.cells(); cell++) {
            cards.add(new HashMap<>());
        }
        boolean[] hasPf = new boolean[wishes.pools.length];
        for (int[] vfs : wishes.vfsOf) {
            for (int vf : vfs) {
                hasPf[vf] = true;
            }
        }
        for (int i = 0; i < wishes.pools.length; i++) {
            int cell = inventory.poolCell[wishes.pools[i]];
            if (cell != DeviceInventory.NOWHERE && !hasPf[i]) {
                add(cards.get(cell), wishes, i);
            }
        }
    }

    private static void add(Map<Kind, int[]> ofCell, DeviceWishes wishes, int index) {
        int[] vfs = wishes.contended ? wishes.vfsOf[index] : new int[0];
        var serve = Arrays.stream(vfs).mapToObj(vf -> wishes.servedBy[vf]).toList();
        var kind = new Kind(wishes.servedBy[index], serve);
        int free = wishes.devices.free(wishes.pools[vfs.length == 0 ? index : vfs[0]]);
        int[] sizes = ofCell.getOrDefault(kind, new int[0]);
        int[] more = Arrays.copyOf(sizes, sizes.length + 1);
        int at = sizes.length;
        for (; at > 0 && more[at - 1] < free; at--) {
            more[at] = more[at - 1];
        }
        more[at] = free;
        ofCell.put(kind, more);
    }

    /** Whether for each card of the other cell the first has one that is alike and no smaller. */
    boolean hasAll(int cell, int other) {
        for (var entry : cards.get(other).entrySet()) {
            int[] mine = cards.get(cell).getOrDefault(entry.getKey(), new int[0]);
            int[] theirs = entry.getValue();
            if (entry.getKey().vfsServe().size() > 1 || mine.length < theirs.length) {
                return false;
            }
            for (int i = 0; i < theirs.length; i++) {
                if (mine[i] < theirs[i]) {
                    return false;
                }
            }
        }
        return true;
    }
}
