package io.bedplate.numa;

import java.util.OptionalInt;

/**
 * What a flavor and an image say of the guest's sockets, cores and threads.
 *
 * @param sockets    preferred count, likewise {@code cores}, {@code threads}
 * @param maxSockets upper limit, likewise {@code maxCores}, {@code maxThreads}; empty = no limit
 */
public record CpuTopologyWish(OptionalInt sockets, OptionalInt cores, OptionalInt threads, OptionalInt maxSockets,
        OptionalInt maxCores, OptionalInt maxThreads) {

    /** Nothing said. */
    public static final CpuTopologyWish NONE = new CpuTopologyWish(OptionalInt.empty(), OptionalInt.empty(),
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
}
