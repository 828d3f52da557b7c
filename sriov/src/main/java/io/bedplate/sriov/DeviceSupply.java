package io.bedplate.sriov;

/**
 * What is left for what is still wanted, while devices are being handed out to one guest. Answers exactly whether the rest
 * can be served: a transport problem between pools and wishes, and where PFs and their own VFs are wanted at once, a
 * search over which PFs to give whole.
 */
final class DeviceSupply {
    private final DeviceWishes wishes;
    final long[] eligible;
    final int[] free;
    final int[] need;

    DeviceSupply(DeviceWishes wishes, Reach reach) {
        this.wishes = wishes;
        this.need = wishes.count.clone();
        this.eligible = new long[wishes.pools.length];
        this.free = new int[wishes.pools.length];
        for (int i = 0; i < free.length; i++) {
            eligible[i] = reach.eligible(i);
            free[i] = eligible[i] == 0 ? 0 : wishes.devices.free(wishes.pools[i]);
        }
    }

    /** Hands one function of a pool to a wish; a VF costs its PF, a PF its VFs. */
    void take(int index, int wish) {
        free[index]--;
        need[wish]--;
        var inventory = wishes.devices.inventory();
        for (int other = 0; other < free.length; other++) {
            boolean isPf = inventory.poolPf[wishes.pools[index]] == wishes.pools[other];
            boolean isVf = inventory.poolPf[wishes.pools[other]] == wishes.pools[index];
            if (isPf || isVf) {
                free[other] = 0;
            }
        }
    }

    int[] snapshot() {
        return free.clone();
    }

    void restore(int[] snapshot, int wish) {
        System.arraycopy(snapshot, 0, free, 0, free.length);
        need[wish]++;
    }

    boolean suffices() {
        if (wishes.size() == 1) {
            return total() >= need[0];
        }
        return wishes.contended ? new PfSplit(wishes, this).exists() : suffices(free);
    }

    private int total() {
        int total = 0;
        for (int some : free) {
            total += some;
        }
        return total;
    }

    /** Whether the wishes {@code of} can be served from these counts, nobody excluding anybody. */
    boolean suffices(int[] counts, long of) {
        return new Transport(eligible, counts, need, of).isFeasible();
    }

    private boolean suffices(int[] counts) {
        return suffices(counts, -1L);
    }
}
