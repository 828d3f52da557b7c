package io.bedplate.agent;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.bedplate.virt.InstanceId;

/**
 * Lets one order at a time be at work on an instance, and keeps how long orders took. Now and then two instances share a
 * turn, which does no harm.
 */
final class Turns {
    private static final int STRIPES = 1024;

    private final List<ReentrantLock> locks = Stream.generate(() -> new ReentrantLock(true)).limit(STRIPES).toList();
    private final List<Consumer<InstanceId>> listeners = new CopyOnWriteArrayList<>();
    private final OrderTimes times = new OrderTimes();

    OrderTimes times() {
        return times;
    }

    <T> T get(Order order, InstanceId id, Supplier<T> work, Function<T, Outcome> outcome) {
        return times.timed(order, () -> get(id, work), outcome);
    }

    <T> T get(InstanceId id, Supplier<T> work) {
        var lock = lock(id);
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
            listeners.forEach(listener -> listener.accept(id));
        }
    }

    /** Looks at an instance while no order is at work on it; empty where one is. */
    <T> Optional<T> ifFree(InstanceId id, Supplier<T> look) {
        var lock = lock(id);
        if (!lock.tryLock()) {
            return Optional.empty();
        }
        try {
            return Optional.of(look.get());
        } finally {
            lock.unlock();
        }
    }

    private ReentrantLock lock(InstanceId id) {
        return locks.get(Math.floorMod(id.hashCode(), STRIPES));
    }

    /** Tells after each order, on its thread; the listener must be quick and throw nothing. */
    void onEnd(Consumer<InstanceId> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<InstanceId> listener) {
        listeners.remove(listener);
    }

    void with(InstanceId id, Runnable work) {
        get(id, () -> {
            work.run();
            return true;
        });
    }

    void with(Order order, InstanceId id, Runnable work) {
        times.timed(order, () -> {
            with(id, work);
            return true;
        }, _ -> Outcome.DONE);
    }
}
