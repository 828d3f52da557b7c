package io.bedplate.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Watches the consoles of a guest that counts aloud, and knows the longest silence between two words. */
final class ConsoleWatch implements AutoCloseable {
    private static final int ENOUGH = 3;
    private static final Duration LOOK = Duration.ofMillis(2);

    private final List<Path> consoles;
    private volatile boolean ended;
    private final AtomicLong words = new AtomicLong();
    private final AtomicLong silence = new AtomicLong();

    ConsoleWatch(Path... consoles) {
        this.consoles = List.of(consoles);
        Thread.ofPlatform().daemon().start(this::watch);
    }

    private void watch() {
        long size = size();
        long last = System.nanoTime();
        while (!ended) {
            LockSupport.parkNanos(LOOK.toNanos());
            long now = size();
            if (now != size) {
                long at = System.nanoTime();
                // Before the first word it is not known since when it is silent.
                silence.accumulateAndGet(words.getAndIncrement() > 0 ? at - last : 0, Math::max);
                last = at;
                size = now;
            }
        }
    }

    private long size() {
        try {
            long sum = 0;
            for (var console : consoles) {
                sum += Files.exists(console) ? Files.size(console) : 0;
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the guest counts on within so long. */
    boolean counts(Duration longest) {
        long wanted = words.get() + ENOUGH;
        long end = System.nanoTime() + longest.toNanos();
        while (words.get() < wanted) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    /** The longest silence so far. */
    Duration silence() {
        return Duration.ofNanos(silence.get());
    }

    @Override
    public void close() {
        ended = true;
    }
}
