package io.bedplate.hugepages;

/** What the memory of a host cell lacks for a {@link MemoryDemand}. */
public sealed interface MemoryShortage {

    /** Too little outside the pools. */
    record Ordinary(long wantedKib, long freeKib) implements MemoryShortage {}

    /** Too few pages left in the pool. */
    record Pages(long pageKib, long wanted, long free) implements MemoryShortage {}

    /** The cell has no pool of that size; {@code wanted} in pages. */
    record NoPool(long pageKib, long wanted) implements MemoryShortage {}

    /** The memory is no whole number of pages. */
    record Misaligned(long wantedKib, long pageKib) implements MemoryShortage {}
}
