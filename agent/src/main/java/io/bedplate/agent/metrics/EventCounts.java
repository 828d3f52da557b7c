package io.bedplate.agent.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.bedplate.virt.DriverEvent;

/** Counts the hypervisor's events. */
public final class EventCounts implements Consumer<DriverEvent> {
    private final AtomicLong changed = new AtomicLong();
    private final AtomicLong gone = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong restored = new AtomicLong();

    /** Events of each kind so far. */
    public record Snapshot(long guestsChanged, long guestsGone, long connectionsLost, long connectionsRestored) {}

    @Override
    public void accept(DriverEvent event) {
        counter(event).incrementAndGet();
    }

    private AtomicLong counter(DriverEvent event) {
        return switch (event) {
            case DriverEvent.GuestChanged _ -> changed;
            case DriverEvent.GuestGone _ -> gone;
            case DriverEvent.ConnectionLost _ -> lost;
            case DriverEvent.ConnectionRestored _ -> restored;
        };
    }

    Snapshot snapshot() {
        return new Snapshot(changed.get(), gone.get(), lost.get(), restored.get());
    }
}
