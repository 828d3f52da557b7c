package io.bedplate.fake;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.bedplate.virt.DriverEvent;

/** The drivers of a host, as hearers of its events. What is told under the host's monitor is delivered outside it. */
final class AttachedDrivers {
    private final List<FakeDriver> drivers = new CopyOnWriteArrayList<>();

    void add(FakeDriver driver) {
        drivers.add(driver);
    }

    void remove(FakeDriver driver) {
        drivers.remove(driver);
    }

    /** An event of the host; each driver puts its own time on it. */
    void tell(Function<Instant, DriverEvent> event) {
        drivers.forEach(driver -> driver.learn(event));
    }

    /** An event of a guest. */
    void tell(FakeGuest guest, Function<Instant, DriverEvent> event) {
        drivers.stream().filter(guest::isVisibleTo).forEach(driver -> driver.learn(event));
    }

    void deliver() {
        drivers.forEach(FakeDriver::deliver);
    }
}
