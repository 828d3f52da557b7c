package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again and again until the answer is right or patience ends. */
record Poll(Duration patience) {
    private static final long INTERVAL_NANOS = 2_000_000;

    /**
     * Returns the first answer that is right.
     *
     * @param what names the wish in the failure
     */
    <T> T until(String what, Supplier<T> question, Predicate<T> right) {
        long end = System.nanoTime() + patience.toNanos();
        T answer = question.get();
        while (!right.test(answer)) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                throw new AssertionError(
                        "%s: not within %d ms, last seen: %s".formatted(what, patience.toMillis(), answer));
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
            answer = question.get();
        }
        return answer;
    }
}
