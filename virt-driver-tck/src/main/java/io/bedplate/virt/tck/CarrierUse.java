package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * How long a call on a virtual thread took, and how much of that the thread was runnable. A virtual thread that waits in
 * Java is WAITING and has no carrier; one that waits in a native call is RUNNABLE and keeps its carrier.
 */
record CarrierUse(Duration whole, Duration runnable) {
    private static final long INTERVAL_NANOS = 1_000_000;
    /** Java work of a call: documents, locks, hand-over. */
    private static final Duration FREE = Duration.ofMillis(50);

    static CarrierUse of(Runnable call) throws InterruptedException {
        var failure = new AtomicReference<@Nullable Throwable>();
        var caller = Thread.ofVirtual().name("tck-caller").uncaughtExceptionHandler((_, e) -> failure.set(e))
                .unstarted(call);
        long start = System.nanoTime();
        long runnable = 0;
        caller.start();
        for (long last = start; caller.isAlive();) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            long now = System.nanoTime();
            runnable += caller.getState() == Thread.State.RUNNABLE ? now - last : 0;
            last = now;
        }
        caller.join();
        var thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("the call failed", thrown);
        }
        return new CarrierUse(Duration.ofNanos(System.nanoTime() - start), Duration.ofNanos(runnable));
    }

    /** Zero for a call that mostly waited, or was short. */
    Duration heldTooLong() {
        boolean fine = runnable.compareTo(FREE) < 0 || runnable.multipliedBy(2).compareTo(whole) < 0;
        return fine ? Duration.ZERO : runnable;
    }
}
