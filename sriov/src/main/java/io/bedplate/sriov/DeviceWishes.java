package io.bedplate.sriov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The device wishes of one guest against one host: equal wishes merged, and for each pool the wishes it could serve. Wishes
 * are named by their place, a set of them by the bits of a word; pools by their place among those that serve some wish.
 */
public final class DeviceWishes {
    /** More kinds of wishes than this in one request cannot be planned. */
    public static final int MOST_KINDS = 62;

    private static final int[] NONE = {};

    final DevicePools devices;
    final List<PciRequest> wishes;
    final int[] count;
    /** Request to wish. */
    final int[] wishOf;
    private final List<PciRequest> requests;
    /** Pools that serve some wish, and the wishes that each serves. */
    final int[] pools;
    final long[] servedBy;
    /** Whether some pool of VFs and their PF are both wanted. */
    final boolean contended;
    /** Where {@link #contended}: per PF the pools of its VFs, for other pools none. */
    final int[][] vfsOf;
    final long preferred;
    final long legacy;
    final long socket;

    /** Made when first asked for. */
    private @Nullable CellCards cards;

    private DeviceWishes(List<PciRequest> requests, DevicePools devices) {
        this.devices = devices;
        this.requests = requests;
        this.wishOf = new int[requests.size()];
        this.wishes = new ArrayList<>(requests.size());
        int[] counts = new int[requests.size()];
        for (int i = 0; i < wishOf.length; i++) {
            wishOf[i] = indexOf(requests.get(i));
            counts[wishOf[i]] += requests.get(i).count();
        }
        this.count = Arrays.copyOf(counts, wishes.size());
        this.preferred = bits(PciNumaPolicy.PREFERRED);
        this.legacy = bits(PciNumaPolicy.LEGACY);
        this.socket = bits(PciNumaPolicy.SOCKET);
        var inventory = devices.inventory();
        long[] servedByKind = WishedKinds.servedBy(inventory, wishes);
        this.pools = wanted(devices, servedByKind);
        this.servedBy = new long[pools.length];
        boolean both = false;
        for (int i = 0; i < pools.length; i++) {
            servedBy[i] = servedByKind[inventory.poolKind[pools[i]]];
            int pf = inventory.poolPf[pools[i]];
            both |= pf >= 0 && servedByKind[inventory.poolKind[pf]] != 0;
        }
        this.contended = both;
        this.vfsOf = both ? linkVfs() : new int[0][];
    }

    /** At most {@link #MOST_KINDS} different wishes. */
    public static DeviceWishes of(List<PciRequest> requests, DevicePools devices) {
        return new DeviceWishes(requests, devices);
    }

    private int indexOf(PciRequest request) {
        for (int i = 0; i < wishes.size(); i++) {
            if (WishedKinds.areAlike(wishes.get(i), request)) {
                return i;
            }
        }
        wishes.add(request);
        return wishes.size() - 1;
    }

    private long bits(PciNumaPolicy policy) {
        long bits = 0;
        for (int i = 0; i < wishes.size(); i++) {
            bits |= wishes.get(i).numaPolicy() == policy ? 1L << i : 0;
        }
        return bits;
    }

    private static int[] wanted(DevicePools devices, long[] servedByKind) {
        var inventory = devices.inventory();
        int[] wanted = new int[inventory.pools()];
        int size = 0;
        for (int pool = 0; pool < wanted.length; pool++) {
            if (servedByKind[inventory.poolKind[pool]] != 0 && devices.free(pool) > 0) {
                wanted[size++] = pool;
            }
        }
        return Arrays.copyOf(wanted, size);
    }

    private int[][] linkVfs() {
        int[] places = new int[devices.inventory().pools()];
        Arrays.fill(places, -1);
        int[][] vfs = new int[pools.length][];
        for (int i = 0; i < pools.length; i++) {
            places[pools[i]] = i;
            vfs[i] = NONE;
        }
        for (int i = 0; i < pools.length; i++) {
            int pf = devices.inventory().poolPf[pools[i]];
            if (pf >= 0 && places[pf] >= 0) {
                int[] more = Arrays.copyOf(vfs[places[pf]], vfs[places[pf]].length + 1);
                more[more.length - 1] = i;
                vfs[places[pf]] = more;
            }
        }
        return vfs;
    }

    /** Different wishes. */
    public int size() {
        return wishes.size();
    }

    public PciRequest wish(int wish) {
        return wishes.get(wish);
    }

    /** Functions wanted in all by a set of wishes. */
    int countOf(long set) {
        int sum = 0;
        for (int wish = 0; wish < count.length; wish++) {
            sum += (set & 1L << wish) != 0 ? count[wish] : 0;
        }
        return sum;
    }

    int requestCount(int request) {
        return requests.get(request).count();
    }

    /** Functions wanted in all by a wish. */
    public int count(int wish) {
        return count[wish];
    }

    /** The wishes that the policy alone does not bind to the guest's cells. */
    public long loose() {
        return preferred | legacy | socket;
    }

    /**
     * Whether all wishes can be served together when the guest lies on the cells {@code near}, of which more never make it
     * worse.
     *
     * @param strict wishes to be treated as if their policy were required
     */
    public boolean fit(boolean[] near, long strict) {
        return new DeviceSupply(this, new Reach(this, near, strict)).suffices();
    }

    /**
     * The wishes as sums that the guest's cells must reach.
     *
     * @param strict as in {@link #fit}
     */
    public List<DeviceRow> rows(long strict) {
        return new DeviceRows(this, strict).list();
    }

    /**
     * Whether a cell can stand in for another one in every set of cells that {@link #fit}. May say no too often, never yes.
     * Has not to be asked where {@link #rowsTellAll}.
     */
    public boolean mayReplace(int cell, int other) {
        int[] sockets = devices.inventory().sockets;
        if (socket != 0 && sockets[cell] != sockets[other]) {
            return false;
        }
        if (cards == null) {
            cards = new CellCards(this);
        }
        return cards.hasAll(cell, other);
    }

    /** Whether cells that meet all rows {@link #fit}; else they may or may not. */
    public boolean rowsTellAll() {
        return !contended && wishes.size() <= DeviceRows.MOST_WISHES;
    }

    /** The most functions for a wish, were it alone, that some {@code most} of the {@code usable} cells reach. */
    public int mostWithin(int wish, boolean[] usable, int most) {
        return new DeviceBounds(this, new boolean[usable.length], 0).most(wish, usable, most);
    }

    /** Functions free for a wish wherever they are, were it alone. */
    public int freeAnywhere(int wish) {
        int free = 0;
        for (int i = 0; i < pools.length; i++) {
            free += (servedBy[i] & 1L << wish) != 0 ? devices.free(pools[i]) : 0;
        }
        return free;
    }

    /** Whether lying on the cell would bring near some function that a wish may have. */
    public boolean helps(int cell) {
        var inventory = devices.inventory();
        for (int pool : pools) {
            int other = inventory.poolCell[pool];
            boolean sameSocket = socket != 0 && other >= 0 && inventory.sockets[other] >= 0
                    && inventory.sockets[other] == inventory.sockets[cell];
            if (other == cell || sameSocket) {
                return true;
            }
        }
        return false;
    }

    /**
     * The functions for a guest on these cells, in the order of the requests, where {@link #fit} said yes.
     *
     * @param remoteness per cell, 0 for the guest's cells, growing with distance
     */
    public List<ChosenDevice> choose(boolean[] near, long strict, int[] remoteness) {
        return new DeviceChooser(this, new Reach(this, near, strict), remoteness).choose();
    }
}
