package io.bedplate.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for the end of the process by a signal, and ends it with 0 once everything is closed. */
final class UntilEnded implements AutoCloseable {
    private static final long LONGEST_SECONDS = 10;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "bedplate-end");

    private UntilEnded() {}

    static UntilEnded begin() {
        var until = new UntilEnded();
        Runtime.getRuntime().addShutdownHook(until.hook);
        return until;
    }

    void await() {
        try {
            asked.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    // A JVM that a signal ends has an exit status of its own, unless it is halted.
    private void end() {
        asked.countDown();
        try {
            if (closed.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitStatus.ANSWERED);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The hook is at work.
        }
    }
}
