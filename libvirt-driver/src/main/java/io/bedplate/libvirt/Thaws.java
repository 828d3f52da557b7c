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

/** Thaws guests that are noted as frozen, for as long as it takes. */
final class Thaws {
    private static final System.Logger LOG = System.getLogger(Thaws.class.getName());

    private final Ice ice;
    private final Duration pause;
    /** Who is being tried again, so that it is done by one only. */
    private final Set<InstanceId> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Thaws(Ice ice, Duration pause) {
        this.ice = ice;
        this.pause = pause;
    }

    /** Thaws now where the agent answers, else as soon as it does. Never fails. */
    void thaw(InstanceId id) {
        try {
            if (ice.isNoted(id)) {
                ice.thaw(id);
                ice.removeNote(id);
            }
        } catch (VirtDriverException e) {
            if (e.kind() != Kind.NOT_FOUND && !closed) {
                LOG.log(System.Logger.Level.WARNING, "instance {0} is frozen: {1}", id, e.getMessage());
                later(id);
            }
        }
    }

    private void later(InstanceId id) {
        if (waiting.add(id)) {
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(() -> {
                        waiting.remove(id);
                        if (!closed) {
                            thaw(id);
                        }
                    });
        }
    }

    /** Thaws what another driver has left frozen. */
    void sweep(Supplier<List<Guest>> guests) {
        Thread.startVirtualThread(() -> {
            try {
                guests.get().stream().filter(guest -> guest.pid().isPresent()).forEach(guest -> thaw(guest.id()));
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
