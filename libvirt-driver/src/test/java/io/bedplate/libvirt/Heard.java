package io.bedplate.libvirt;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.bedplate.virt.DriverEvent;

/** A listener that keeps what it heard. */
final class Heard implements Consumer<DriverEvent> {
    private final List<DriverEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void accept(DriverEvent event) {
        events.add(event);
    }

    List<DriverEvent> events() {
        return List.copyOf(events);
    }

    void await(String what, Predicate<DriverEvent> wanted) {
        Poll.until(what, this::events, all -> all.stream().anyMatch(wanted));
    }
}
