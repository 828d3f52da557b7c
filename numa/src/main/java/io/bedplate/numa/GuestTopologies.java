package io.bedplate.numa;

import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.GuestCpuTopology;

/** Chooses the sockets, cores and threads a guest sees. */
public final class GuestTopologies {
    private GuestTopologies() {}

    /**
     * The topology within the limits that matches most of the preferred counts; of those the one with the fewest threads,
     * then the most sockets. Nothing said gives one socket per vCPU. Empty where no topology keeps the limits.
     */
    public static Optional<GuestCpuTopology> choose(int vcpus, CpuTopologyWish wish) {
        if (wish.equals(CpuTopologyWish.NONE)) {
            return Optional.of(new GuestCpuTopology(vcpus, 1, 1));
        }
        GuestCpuTopology best = null;
        int bestScore = -1;
        for (int threads = 1; threads <= Math.min(vcpus, wish.maxThreads().orElse(vcpus)); threads++) {
            for (int cores = 1; vcpus % threads == 0 && cores <= vcpus / threads; cores++) {
                int sockets = vcpus / threads / cores;
                if (sockets * cores * threads == vcpus && within(sockets, wish.maxSockets())
                        && within(cores, wish.maxCores()) && score(sockets, cores, threads, wish) > bestScore) {
                    best = new GuestCpuTopology(sockets, cores, threads);
                    bestScore = score(sockets, cores, threads, wish);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean within(int count, OptionalInt limit) {
        return limit.isEmpty() || count <= limit.getAsInt();
    }

    private static int score(int sockets, int cores, int threads, CpuTopologyWish wish) {
        return matches(wish.sockets(), sockets) + matches(wish.cores(), cores) + matches(wish.threads(), threads);
    }

    private static int matches(OptionalInt wanted, int count) {
        return wanted.isPresent() && wanted.getAsInt() == count ? 1 : 0;
    }
}
