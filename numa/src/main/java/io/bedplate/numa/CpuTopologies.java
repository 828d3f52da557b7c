package io.bedplate.numa;

import java.util.Optional;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.GuestCpuTopology;

/** Chooses the sockets, cores and threads that a guest sees. Pure; in time proportional to the vCPUs at worst. */
public final class CpuTopologies {
    private final CpuTopologyWish wish;
    private final int vcpus;
    // As many preferences met as there are: nothing later can be better.
    private final int perfect;
    private int bestScore = -1;
    private @Nullable GuestCpuTopology best;

    private CpuTopologies(int vcpus, CpuTopologyWish wish) {
        this.vcpus = vcpus;
        this.wish = wish;
        this.perfect = one(wish.sockets().isPresent()) + one(wish.cores().isPresent())
                + one(wish.threads().isPresent());
    }

    /**
     * The topology of exactly {@code vcpus} vCPUs within the wish's limits that meets most of its preferences; of equal
     * ones the one with fewest threads per core, then with most sockets. Nothing preferred gives one socket per vCPU.
     *
     * @param vcpus at least 1
     * @return empty where the limits leave no topology
     */
    public static Optional<GuestCpuTopology> choose(int vcpus, CpuTopologyWish wish) {
        var search = new CpuTopologies(vcpus, wish);
        search.run();
        return Optional.ofNullable(search.best);
    }

    private void run() {
        int mostThreads = Math.min(vcpus, limit(wish.maxThreads()));
        for (int threads = 1; threads <= mostThreads && bestScore < perfect; threads++) {
            if (vcpus % threads == 0) {
                tryThreads(threads);
            }
        }
    }

    private void tryThreads(int threads) {
        int allCores = vcpus / threads;
        int mostCores = limit(wish.maxCores());
        int sockets = Math.min(allCores, limit(wish.maxSockets()));
        for (; sockets >= 1 && allCores / sockets <= mostCores && bestScore < perfect; sockets--) {
            if (allCores % sockets == 0) {
                offer(sockets, allCores / sockets, threads);
            }
        }
    }

    private void offer(int sockets, int cores, int threads) {
        int score = one(meets(wish.sockets(), sockets)) + one(meets(wish.cores(), cores))
                + one(meets(wish.threads(), threads));
        if (score > bestScore) {
            bestScore = score;
            best = new GuestCpuTopology(sockets, cores, threads);
        }
    }

    private static boolean meets(OptionalInt wanted, int found) {
        return wanted.isPresent() && wanted.getAsInt() == found;
    }

    private static int one(boolean yes) {
        return yes ? 1 : 0;
    }

    private static int limit(OptionalInt max) {
        return max.orElse(Integer.MAX_VALUE);
    }
}
