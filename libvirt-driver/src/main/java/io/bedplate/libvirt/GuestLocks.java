package io.bedplate.libvirt;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.bedplate.virt.InstanceId;

/** One lock per guest, there as long as somebody holds it or waits for it. */
final class GuestLocks {
    /** Guarded by this. */
    private final Map<InstanceId, Turn> turns = new HashMap<>();

    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    /** Runs {@code work} while nobody else works on that guest. */
    <T> T with(InstanceId id, Supplier<T> work) {
        var turn = enter(id);
        turn.lock.lock();
        try {
            return work.get();
        } finally {
            turn.lock.unlock();
            leave(id, turn);
        }
    }

    private synchronized Turn enter(InstanceId id) {
        var turn = turns.computeIfAbsent(id, _ -> new Turn());
        turn.users++;
        return turn;
    }

    private synchronized void leave(InstanceId id, Turn turn) {
        turn.users--;
        if (turn.users == 0) {
            turns.remove(id);
        }
    }

    synchronized int size() {
        return turns.size();
    }
}
