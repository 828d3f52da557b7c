package io.bedplate.libvirt;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a real process to do something, with an end. */
public final class Poll {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long INTERVAL_NANOS = 20_000_000;

    private Poll() {}

    /** The first look that shows what is wanted. */
    public static <T> T until(String what, Supplier<T> look, Predicate<T> wanted) {
        return until(what, LONGEST, look, wanted);
    }

    static <T> T until(String what, Duration longest, Supplier<T> look, Predicate<T> wanted) {
        long end = System.nanoTime() + longest.toNanos();
        var seen = look.get();
        while (!wanted.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited %s for %s; last seen: %s".formatted(longest, what, seen));
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
            seen = look.get();
        }
        return seen;
    }
}
