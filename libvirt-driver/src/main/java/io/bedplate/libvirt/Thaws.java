package io.bedplate.libvirt;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.bedplate.virt.Guest;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Thaws guests, for as long as it takes. Whoever looks for notes waits for the guest's turn: a note that is seen in the
 * middle of a snapshot would be taken off before that freezes.
 */
final class Thaws {
    private static final System.Logger LOG = System.getLogger(Thaws.class.getName());

    private final Ice ice;
    private final Duration pause;
    private final GuestLocks locks;
    /** Who is being tried again, so that it is done by one only. */
    private final Set<InstanceId> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Thaws(Ice ice, Duration pause, GuestLocks locks) {
        this.ice = ice;
        this.pause = pause;
        this.locks = locks;
    }

    /**
     * Thaws a guest that was frozen here: now where its agent answers, else as soon as it does. It does so without a note,
     * too, which another driver that began meanwhile may have taken off. Never fails.
     */
    void thaw(InstanceId id) {
        thaw(id, true);
    }

    private void thaw(InstanceId id, boolean frozen) {
        try {
            boolean noted = ice.isNoted(id);
            if (frozen || noted) {
                ice.thaw(id);
            }
            if (noted) {
                ice.removeNote(id);
            }
        } catch (VirtDriverException e) {
            if (!isOver(e) && !closed) {
                LOG.log(System.Logger.Level.WARNING, "instance {0} may be frozen: {1}", id, e.getMessage());
                later(id, frozen);
            }
        }
    }

    /** A guest that is gone, or has no process, is not frozen. */
    private static boolean isOver(VirtDriverException e) {
        return e.kind() == Kind.NOT_FOUND || e.kind() == Kind.WRONG_STATE;
    }

    private void later(InstanceId id, boolean frozen) {
        if (waiting.add(id)) {
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(() -> {
                        waiting.remove(id);
                        inTurn(id, frozen);
                    });
        }
    }

    private void inTurn(InstanceId id, boolean frozen) {
        locks.with(id, () -> {
            if (!closed) {
                thaw(id, frozen);
            }
            return true;
        });
    }

    /** Thaws what another driver has left frozen. */
    void sweep(Supplier<List<Guest>> guests) {
        Thread.startVirtualThread(() -> {
            try {
                guests.get().stream().filter(guest -> guest.pid().isPresent())
                        .forEach(guest -> inTurn(guest.id(), false));
            } catch (VirtDriverException e) {
                LOG.log(System.Logger.Level.DEBUG, "frozen guests are looked for when libvirt answers", e);
            }
        });
    }

    /** Tries no more; the notes stay for the next driver. */
    void close() {
        closed = true;
    }
}
