package io.bedplate.sriov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.PciDeviceType;

/**
 * The device wishes of one guest against one host: equal wishes merged, and for each pool the wishes it could serve. Wishes
 * are named by their place, a set of them by the bits of a word.
 */
public final class DeviceWishes {
    /** More kinds of wishes than this in one request cannot be planned. */
    public static final int MOST_KINDS = 62;

    final DevicePools devices;
    final List<PciRequest> wishes;
    final int[] count;
    /** Request to wish. */
    final int[] wishOf;
    private final List<PciRequest> requests;
    /** Pools that serve some wish, and the wishes that each serves. */
    final int[] pools;
    final long[] servedBy;
    /** Whether some pool and the pool of its PF are both wanted. */
    final boolean contended;
    private final long preferred;
    private final long legacy;
    private final long socket;

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
        long[] servedByKind = servedByKind(inventory);
        int[] wanted = new int[inventory.pools()];
        int size = 0;
        for (int pool = 0; pool < wanted.length; pool++) {
            if (servedByKind[inventory.poolKind[pool]] != 0 && devices.free(pool) > 0) {
                wanted[size++] = pool;
            }
        }
        this.pools = Arrays.copyOf(wanted, size);
        this.servedBy = new long[size];
        boolean both = false;
        for (int i = 0; i < size; i++) {
            servedBy[i] = servedByKind[inventory.poolKind[pools[i]]];
            int pf = inventory.poolPf[pools[i]];
            both |= pf >= 0 && servedByKind[inventory.poolKind[pf]] != 0;
        }
        this.contended = both;
    }

    /** At most {@link #MOST_KINDS} different wishes. */
    public static DeviceWishes of(List<PciRequest> requests, DevicePools devices) {
        return new DeviceWishes(requests, devices);
    }

    private int indexOf(PciRequest request) {
        for (int i = 0; i < wishes.size(); i++) {
            if (isAlike(wishes.get(i), request)) {
                return i;
            }
        }
        wishes.add(request);
        return wishes.size() - 1;
    }

    private static boolean isAlike(PciRequest a, PciRequest b) {
        return a.numaPolicy() == b.numaPolicy() && a.type().equals(b.type()) && a.vendorId().equals(b.vendorId())
                && a.productId().equals(b.productId());
    }

    private long bits(PciNumaPolicy policy) {
        long bits = 0;
        for (int i = 0; i < wishes.size(); i++) {
            bits |= wishes.get(i).numaPolicy() == policy ? 1L << i : 0;
        }
        return bits;
    }

    private long[] servedByKind(DeviceInventory inventory) {
        long[] served = new long[inventory.kinds.size()];
        for (int wish = 0; wish < wishes.size(); wish++) {
            var request = wishes.get(wish);
            var type = request.type().or(() -> defaultType(request, inventory));
            for (int kind = 0; kind < served.length; kind++) {
                var candidate = inventory.kinds.get(kind);
                if (matchesIds(request, candidate) && (type.isEmpty() || type.get() == candidate.type())) {
                    served[kind] |= 1L << wish;
                }
            }
        }
        return served;
    }

    private static Optional<PciDeviceType> defaultType(PciRequest request, DeviceInventory inventory) {
        for (var kind : inventory.kinds) {
            if (kind.type() == PciDeviceType.VF && matchesIds(request, kind)) {
                return Optional.of(PciDeviceType.VF);
            }
        }
        return Optional.empty();
    }

    private static boolean matchesIds(PciRequest request, DeviceInventory.Kind kind) {
        return (request.vendorId().isEmpty() || request.vendorId().get().equals(kind.vendorId()))
                && (request.productId().isEmpty() || request.productId().get().equals(kind.productId()));
    }

    /** Different wishes. */
    public int size() {
        return wishes.size();
    }

    public PciRequest wish(int wish) {
        return wishes.get(wish);
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
     * Which of a pool's wishes may have it.
     *
     * @param near   the guest's cells
     * @param strict wishes to be treated as if their policy were required
     */
    long eligible(int index, boolean[] near, long strict) {
        int cell = devices.inventory().poolCell[pools[index]];
        long served = servedBy[index];
        if (cell == DeviceInventory.NOWHERE) {
            return served & (preferred | legacy) & ~strict;
        }
        if (near[cell]) {
            return served;
        }
        long far = served & ~strict & (preferred | socket);
        return (far & socket) != 0 && !isSocketNear(cell, near) ? far & preferred : far;
    }

    private boolean isSocketNear(int cell, boolean[] near) {
        int[] sockets = devices.inventory().sockets;
        for (int i = 0; i < near.length; i++) {
            if (near[i] && sockets[i] >= 0 && sockets[i] == sockets[cell]) {
                return true;
            }
        }
        return false;
    }

    /** Whether all wishes can be served together when the guest lies on these cells. Monotone in {@code near}. */
    public boolean fit(boolean[] near, long strict) {
        return new DeviceSupply(this, near, strict).suffices();
    }

    /**
     * Whether the wishes could be served if the guest lay on the cells {@code near} and up to {@code more} of
     * {@code maybe}. May say yes too often, never no.
     */
    public boolean mayFit(boolean[] near, boolean[] maybe, int more, long strict) {
        for (int wish = 0; wish < wishes.size(); wish++) {
            if (mostFor(wish, near, maybe, more, strict) < count[wish]) {
                return false;
            }
        }
        return true;
    }

    private int mostFor(int wish, boolean[] near, boolean[] maybe, int more, long strict) {
        int[] gain = new int[near.length];
        int sure = 0;
        for (int i = 0; i < pools.length; i++) {
            if ((servedBy[i] & 1L << wish) == 0) {
                continue;
            }
            int cell = devices.inventory().poolCell[pools[i]];
            if ((eligible(i, near, strict) & 1L << wish) != 0) {
                sure += devices.free(pools[i]);
            } else if (cell >= 0) {
                addGain(gain, cell, devices.free(pools[i]), (socket & ~strict & 1L << wish) != 0);
            }
        }
        return sure + most(gain, maybe, more);
    }

    private void addGain(int[] gain, int cell, int free, boolean wholeSocket) {
        int[] sockets = devices.inventory().sockets;
        for (int other = 0; other < gain.length; other++) {
            boolean reaches = other == cell || (wholeSocket && sockets[cell] >= 0 && sockets[other] == sockets[cell]);
            gain[other] += reaches ? free : 0;
        }
    }

    private static int most(int[] gain, boolean[] maybe, int more) {
        int sum = 0;
        boolean[] counted = new boolean[gain.length];
        for (int round = 0; round < more; round++) {
            int best = -1;
            for (int cell = 0; cell < gain.length; cell++) {
                if (maybe[cell] && !counted[cell] && gain[cell] > 0 && (best < 0 || gain[cell] > gain[best])) {
                    best = cell;
                }
            }
            if (best < 0) {
                return sum;
            }
            counted[best] = true;
            sum += gain[best];
        }
        return sum;
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

    /** Whether two cells bring the same functions near, as far as any wish can tell. */
    public boolean areAlike(int cell, int other) {
        var inventory = devices.inventory();
        if (contended || (socket != 0 && inventory.sockets[cell] != inventory.sockets[other])) {
            return false;
        }
        for (int i = 0; i < pools.length; i++) {
            if (freeFor(cell, servedBy[i]) != freeFor(other, servedBy[i])) {
                return false;
            }
        }
        return true;
    }

    private int freeFor(int cell, long served) {
        int free = 0;
        for (int i = 0; i < pools.length; i++) {
            boolean counts = servedBy[i] == served && devices.inventory().poolCell[pools[i]] == cell;
            free += counts ? devices.free(pools[i]) : 0;
        }
        return free;
    }

    /** Functions free for a wish wherever they are, were it alone. */
    public int freeAnywhere(int wish) {
        int free = 0;
        for (int i = 0; i < pools.length; i++) {
            free += (servedBy[i] & 1L << wish) != 0 ? devices.free(pools[i]) : 0;
        }
        return free;
    }

    /** The most functions for a wish, were it alone, that some {@code most} of the {@code usable} cells reach. */
    public int mostWithin(int wish, boolean[] usable, int most) {
        return mostFor(wish, new boolean[usable.length], usable, most, 0);
    }

    /**
     * The functions for a guest on these cells, in the order of the requests, where {@link #fit} said yes.
     *
     * @param remoteness per cell, 0 for the guest's cells, growing with distance
     */
    public List<ChosenDevice> choose(boolean[] near, long strict, int[] remoteness) {
        return new DeviceChooser(this, near, strict, remoteness).choose();
    }
}
