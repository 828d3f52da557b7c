package io.bedplate.virt;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** Counts how long something took, in fixed classes. Nobody waits for it, and its size never changes. */
public final class Latencies {
    /** The longest that each class but the last holds, ascending, in nanoseconds: from 100 us to two minutes. */
    public static final List<Long> BOUNDS_NANOS = LongStream
            .of(100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 30_000_000, 120_000_000)
            .map(micros -> micros * 1000).boxed().toList();
    private static final long[] BOUNDS = BOUNDS_NANOS.stream().mapToLong(Long::longValue).toArray();

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
    private final LongAdder sum = new LongAdder();

    /**
     * What has been counted.
     *
     * @param counts   one for each bound, and one for what took longer than all of them
     * @param sumNanos of all
     */
    public record Snapshot(List<Long> counts, long sumNanos) {
        public Snapshot {
            counts = List.copyOf(counts);
        }

        /** How many. */
        public long total() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Counts one that took so long. */
    public void add(long nanos) {
        int at = 0;
        while (at < BOUNDS.length && nanos > BOUNDS[at]) {
            at++;
        }
        counts.incrementAndGet(at);
        sum.add(nanos);
    }

    /** What has been counted so far; one that is being counted may be missing in either figure. */
    public Snapshot snapshot() {
        return new Snapshot(LongStream.range(0, counts.length()).map(at -> counts.get((int) at)).boxed().toList(),
                sum.sum());
    }
}
