package io.bedplate.fake;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.VirtDriver;

/** One listener and its events, handed over one at a time by whatever threads the executor has. */
final class Mailbox implements VirtDriver.Subscription {
    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

    private final Consumer<DriverEvent> listener;
    private final Executor executor;
    private final Queue<DriverEvent> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    Mailbox(Consumer<DriverEvent> listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    synchronized void put(DriverEvent event) {
        if (!closed) {
            waiting.add(event);
        }
    }

    /** Starts the hand-over, unless it is going on. */
    void deliver() {
        if (begin()) {
            executor.execute(this::handOver);
        }
    }

    private synchronized boolean begin() {
        boolean idle = !busy && !waiting.isEmpty();
        busy |= idle;
        return idle;
    }

    private void handOver() {
        for (var event = next(); event.isPresent(); event = next()) {
            tell(event.get());
        }
    }

    private synchronized Optional<DriverEvent> next() {
        var event = Optional.ofNullable(waiting.poll());
        busy = event.isPresent();
        return event;
    }

    private void tell(DriverEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            // Rule 7.2: what a listener does is no concern of the others.
            LOG.log(System.Logger.Level.DEBUG, () -> "a listener failed on " + event, e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
