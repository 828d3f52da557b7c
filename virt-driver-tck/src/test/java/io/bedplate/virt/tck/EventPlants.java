package io.bedplate.virt.tck;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.bedplate.fake.FakeDriver;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.DriverEvent.GuestChanged;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.VirtDriver;

/** Faults against chapter 7: events. */
final class EventPlants {
    private EventPlants() {}

    static List<Plant> all() {
        return List.of(Plant.of("reorders events", listening(EventPlants::swapped), "eventsAreInOrder"),
                Plant.of("says nothing of stopped guests", listening(EventPlants::withoutStops), "eventsAreInOrder"),
                Plant.of("has a thread per event", listening(EventPlants::onThreads), "eventsArriveOneAtATime"),
                Plant.of("lets a listener break the others", CallsInOneLoop::new, "throwingListenerHarmsNobody"),
                Plant.of("calls listeners within its calls", EventPlants::inTheCall, "dawdlingListenerHarmsNobody"),
                Plant.of("does not end subscriptions", sound -> new Forwarding(sound) {
                    @Override
                    public Subscription onEvent(Consumer<DriverEvent> listener) {
                        super.onEvent(listener);
                        return () -> {};
                    }
                }, "closedSubscriptionIsSilent"));
    }

    private static UnaryOperator<VirtDriver> listening(UnaryOperator<Consumer<DriverEvent>> faulty) {
        return driver -> new Forwarding(driver) {
            @Override
            public Subscription onEvent(Consumer<DriverEvent> listener) {
                return super.onEvent(faulty.apply(listener));
            }
        };
    }

    /** Each second event before the one that came first. */
    private static Consumer<DriverEvent> swapped(Consumer<DriverEvent> listener) {
        var held = new ArrayList<DriverEvent>();
        return event -> {
            held.add(event);
            if (held.size() == 2) {
                held.reversed().forEach(listener);
                held.clear();
            }
        };
    }

    private static Consumer<DriverEvent> withoutStops(Consumer<DriverEvent> listener) {
        return event -> {
            if (!(event instanceof GuestChanged(_, var state, _) && state == GuestState.STOPPED)) {
                listener.accept(event);
            }
        };
    }

    private static Consumer<DriverEvent> onThreads(Consumer<DriverEvent> listener) {
        return event -> Thread.startVirtualThread(() -> listener.accept(event));
    }

    private static VirtDriver inTheCall(VirtDriver sound) {
        var host = ((FakeDriver) sound).simulatedHost();
        sound.close();
        return FakeDriver.attach(host, InstantSource.system(), Runnable::run);
    }

    private static final class CallsInOneLoop extends Forwarding {
        private final List<Consumer<DriverEvent>> listeners = new CopyOnWriteArrayList<>();

        CallsInOneLoop(VirtDriver sound) {
            super(sound);
            sound.onEvent(event -> listeners.forEach(listener -> listener.accept(event)));
        }

        @Override
        public Subscription onEvent(Consumer<DriverEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }
}
