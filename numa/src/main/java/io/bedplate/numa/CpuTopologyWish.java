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

    /** The same wish with so many threads to a core preferred. */
    public CpuTopologyWish preferringThreads(int number) {
        return new CpuTopologyWish(sockets, cores, OptionalInt.of(number), maxSockets, maxCores, maxThreads);
    }
}
