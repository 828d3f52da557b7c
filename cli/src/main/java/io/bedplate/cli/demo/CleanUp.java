package io.bedplate.cli.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be undone, last thing first; once, whether the demo ends by itself or is interrupted. */
final class CleanUp implements AutoCloseable {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    synchronized void defer(Runnable step) {
        steps.push(step);
    }

    /** Keeps everything as it is. */
    synchronized void cancel() {
        steps.clear();
    }

    /** Carries out every step, also after one has failed. */
    @Override
    public synchronized void close() {
        RuntimeException first = null;
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
