package io.bedplate.virt.tck;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.InstanceId;

/** A listener that stays with each event of one guest for a moment, and counts how many are with it at once. */
final class Turnstile implements Consumer<DriverEvent> {
    private static final long MOMENT_MILLIS = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition another = lock.newCondition();
    private final Predicate<DriverEvent> watched;
    private boolean ended;
    private int inside;
    private int together;

    Turnstile(InstanceId id) {
        watched = Events.isAbout(id);
    }

    @Override
    public void accept(DriverEvent event) {
        if (watched.test(event)) {
            pass(event);
        }
    }

    private void pass(DriverEvent event) {
        lock.lock();
        try {
            inside++;
            together = Math.max(together, inside);
            another.signalAll();
            waitForAnother();
            inside--;
            ended |= event instanceof DriverEvent.GuestGone;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the lock go meanwhile, so that a second event can enter where the driver sends one. */
    private void waitForAnother() {
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(MOMENT_MILLIS);
            while (together < 2 && left > 0) {
                left = another.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    boolean hasSeenTheEnd() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    int together() {
        lock.lock();
        try {
            return together;
        } finally {
            lock.unlock();
        }
    }
}
