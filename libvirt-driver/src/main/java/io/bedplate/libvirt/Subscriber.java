package io.bedplate.libvirt;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.VirtDriver.Subscription;

/** One listener with a queue and a thread of its own, so that none waits for another. */
final class Subscriber implements Subscription {
    private static final System.Logger LOG = System.getLogger(Subscriber.class.getName());

    private final Consumer<DriverEvent> listener;
    private final Consumer<Subscriber> onClose;
    /** Empty = the end. */
    private final BlockingQueue<Optional<DriverEvent>> queue = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    Subscriber(Consumer<DriverEvent> listener, Consumer<Subscriber> onClose) {
        this.listener = listener;
        this.onClose = onClose;
    }

    Subscriber start() {
        Thread.ofVirtual().name("bedplate-libvirt-listener").start(this::run);
        return this;
    }

    void offer(DriverEvent event) {
        queue.add(Optional.of(event));
    }

    private void run() {
        try {
            for (var next = queue.take(); next.isPresent() && !closed; next = queue.take()) {
                tell(next.get());
            }
        } catch (InterruptedException _) {
            // Nobody has this thread to interrupt it; a listener that interrupts itself has had enough.
        }
    }

    private void tell(DriverEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "a listener failed on " + event, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        queue.add(Optional.empty());
        onClose.accept(this);
    }
}
