package io.bedplate.host;

/** Sockets, cores per socket and threads per core as the guest sees them, each at least 1. */
public record GuestCpuTopology(int sockets, int cores, int threads) {
    public GuestCpuTopology {
        if (sockets < 1 || cores < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "guest topology %dx%dx%d: wanted at least 1 of each".formatted(sockets, cores, threads));
        }
    }

    public int vcpus() {
        return sockets * cores * threads;
    }
}
