package io.bedplate.libvirt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.bedplate.libvirt.Lifecycle.Change;
import io.bedplate.libvirt.jna.DeviceEvent;
import io.bedplate.libvirt.jna.LifecycleEvent;
import io.bedplate.libvirt.jna.LinkListener;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriver.Subscription;
import io.bedplate.virt.VirtDriverException;

/**
 * Takes libvirt's events off its thread, keeps those of our guests, and hands them in order to every subscriber. One
 * thread reads the queue, for to know what an event means libvirt may have to be asked again.
 */
final class EventRelay implements LinkListener, AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Said NOTHING = new Said(0, Optional.empty());

    private final InstantSource clock;
    private final DeviceNews devices = new DeviceNews();
    private final BlockingQueue<Incoming> queue = new LinkedBlockingQueue<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final Set<InstanceId> ours = ConcurrentHashMap.newKeySet();
    /** The last word on each guest; only the relay's thread touches these two. */
    private final Map<InstanceId, Said> said = new HashMap<>();
    private long words;
    private final RebootWatch reboots = new RebootWatch();
    private final Standstills standstills = new Standstills();

    private sealed interface Incoming {
        record Domain(LifecycleEvent event, Instant at) implements Incoming {}

        /** The driver itself ended a guest; {@code before} was the last word on it a moment ago. */
        record Ended(InstanceId id, DriverEvent event, Optional<Said> before) implements Incoming {}

        record Lost(String why, Instant at) implements Incoming {}

        record Restored(Instant at) implements Incoming {}

        record End() implements Incoming {}
    }

    /** The number of a word on a guest among all words, and the state it named. */
    private record Said(long number, Optional<GuestState> state) {}

    EventRelay(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Begins to read the queue; what came before is not lost.
     *
     * @param onRestored done before anybody hears that libvirt answers again
     */
    void start(Guests guests, Runnable onRestored) {
        Thread.ofVirtual().name("bedplate-libvirt-relay").start(() -> run(guests, onRestored));
    }

    /** Says that a guest is ours before libvirt does. */
    void expect(InstanceId id) {
        ours.add(id);
    }

    /**
     * Says that the driver itself stopped a guest. libvirt says so too, as a rule: of a guest that it found again after a
     * restart it was seen to keep the end to itself. So after a moment without any word the relay tells it.
     */
    void stopped(InstanceId id, GuestState state) {
        queue.add(new Incoming.Ended(id, new DriverEvent.GuestChanged(id, state, clock.instant()), Optional.empty()));
    }

    /** Says that the driver itself removed a guest; see {@link #stopped}. */
    void removed(InstanceId id) {
        queue.add(new Incoming.Ended(id, new DriverEvent.GuestGone(id, clock.instant()), Optional.empty()));
    }

    Subscription subscribe(Consumer<DriverEvent> listener) {
        var subscriber = new Subscriber(listener, subscribers::remove).start();
        subscribers.add(subscriber);
        return subscriber;
    }

    @Override
    public void onLifecycle(LifecycleEvent event) {
        standstills.tell(event);
        queue.add(new Incoming.Domain(event, clock.instant()));
    }

    RebootWatch reboots() {
        return reboots;
    }

    Standstills standstills() {
        return standstills;
    }

    @Override
    public void onReboot(UUID guest) {
        reboots.rebooted(guest);
    }

    @Override
    public void onDevice(DeviceEvent event) {
        devices.tell(event);
    }

    /** Answers about devices, which go straight to those who asked. */
    DeviceNews devices() {
        return devices;
    }

    @Override
    public void onLost(String why) {
        queue.add(new Incoming.Lost(why, clock.instant()));
    }

    @Override
    public void onRestored() {
        queue.add(new Incoming.Restored(clock.instant()));
    }

    private void run(Guests guests, Runnable onRestored) {
        try {
            learn(guests);
            while (true) {
                switch (queue.take()) {
                    case Incoming.Domain(var event, var at) -> domain(event, at, guests);
                    case Incoming.Ended ended -> ended(ended);
                    case Incoming.Lost(var why, var at) -> tell(new DriverEvent.ConnectionLost(why, at));
                    case Incoming.Restored(var at) -> {
                        learn(guests);
                        onRestored.run();
                        tell(new DriverEvent.ConnectionRestored(at));
                    }
                    case Incoming.End() -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void learn(Guests guests) {
        try {
            guests.all().forEach(guest -> ours.add(guest.id()));
        } catch (VirtDriverException _) {
            // Down again; the next restoration asks again.
        }
    }

    private void domain(LifecycleEvent event, Instant at, Guests guests) {
        var id = new InstanceId(event.uuid());
        Lifecycle.read(event).filter(_ -> isOurs(id, guests)).ifPresent(change -> tell(id, switch (change) {
            case Change.To(var state) -> new DriverEvent.GuestChanged(id, state, at);
            case Change.Failed() -> new DriverEvent.GuestChanged(id, afterFailure(id, guests), at);
            case Change.Gone() -> new DriverEvent.GuestGone(id, at);
        }));
    }

    private void tell(InstanceId id, DriverEvent event) {
        words++;
        switch (event) {
            case DriverEvent.GuestChanged(_, var state, _) -> said.put(id, new Said(words, Optional.of(state)));
            case DriverEvent.GuestGone _,DriverEvent.ConnectionLost _,DriverEvent.ConnectionRestored _ -> {
                ours.remove(id);
                said.remove(id);
            }
        }
        tell(event);
    }

    // What libvirt says of the end is in the queue already as a rule, or comes within the moment.
    private void ended(Incoming.Ended ended) {
        var now = said.getOrDefault(ended.id(), NOTHING);
        if (ended.before().isEmpty()) {
            var again = new Incoming.Ended(ended.id(), ended.event(), Optional.of(now));
            CompletableFuture.delayedExecutor(MOMENT.toMillis(), TimeUnit.MILLISECONDS).execute(() -> queue.add(again));
        } else if (ended.before().get().equals(now) && isNews(ended, now)) {
            tell(ended.id(), ended.event());
        }
    }

    private boolean isNews(Incoming.Ended ended, Said now) {
        return ours.contains(ended.id()) && switch (ended.event()) {
            case DriverEvent.GuestChanged(_, var state, _) -> !now.state().equals(Optional.of(state));
            case DriverEvent.GuestGone _ -> true;
            case DriverEvent.ConnectionLost _,DriverEvent.ConnectionRestored _ -> false;
        };
    }

    private boolean isOurs(InstanceId id, Guests guests) {
        if (ours.contains(id)) {
            return true;
        }
        try {
            return guests.known(id).isPresent() && ours.add(id);
        } catch (VirtDriverException _) {
            return false;
        }
    }

    private static GuestState afterFailure(InstanceId id, Guests guests) {
        try {
            return guests.known(id).filter(known -> !known.state().isActive())
                    .map(Guests.Known::guestState)
                    .orElse(GuestState.CRASHED);
        } catch (VirtDriverException _) {
            return GuestState.CRASHED;
        }
    }

    private void tell(DriverEvent event) {
        subscribers.forEach(subscriber -> subscriber.offer(event));
    }

    /** Ends the relay and every subscription. */
    @Override
    public void close() {
        queue.add(new Incoming.End());
        subscribers.forEach(Subscriber::close);
    }
}
