package io.bedplate.integration.lab.inside;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** For what the kernel or a guest does in its own time. */
final class Waiting {
    private static final long INTERVAL_NANOS = 200_000_000;

    private Waiting() {}

    static void until(String what, Duration longest, BooleanSupplier done) {
        long end = System.nanoTime() + longest.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(end);
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }
}
