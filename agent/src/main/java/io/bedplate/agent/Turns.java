package io.bedplate.agent;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.bedplate.virt.InstanceId;

/** Lets one order at a time be at work on an instance. Now and then two instances share a turn, which does no harm. */
final class Turns {
    private static final int STRIPES = 256;

    private final List<ReentrantLock> locks = Stream.generate(() -> new ReentrantLock(true)).limit(STRIPES).toList();

    <T> T get(InstanceId id, Supplier<T> work) {
        var lock = locks.get(Math.floorMod(id.hashCode(), STRIPES));
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void with(InstanceId id, Runnable work) {
        get(id, () -> {
            work.run();
            return true;
        });
    }
}
