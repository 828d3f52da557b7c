package io.bedplate.libvirt;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Guests whose spawn failed and that could not be removed since libvirt went away meanwhile. */
final class Leftovers {
    private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

    private final Consumer<InstanceId> removal;
    private final Set<InstanceId> ids = ConcurrentHashMap.newKeySet();

    Leftovers(Consumer<InstanceId> removal) {
        this.removal = removal;
    }

    /**
     * Removes a guest, now or when libvirt answers again.
     *
     * @throws VirtDriverException why it could not be removed now
     */
    void remove(InstanceId id) {
        try {
            removal.accept(id);
            ids.remove(id);
        } catch (VirtDriverException e) {
            if (e.kind() == Kind.UNAVAILABLE) {
                ids.add(id);
            } else {
                ids.remove(id);
            }
            throw e;
        }
    }

    /** Removes that guest if it is left over. The caller has the guest's turn. */
    void sweep(InstanceId id) {
        if (ids.contains(id)) {
            remove(id);
        }
    }

    /** Removes all that is left over, each guest in its turn; what still cannot be removed waits for the next time. */
    void sweep(GuestLocks locks) {
        for (var id : ids) {
            try {
                locks.with(id, () -> {
                    sweep(id);
                    return true;
                });
            } catch (VirtDriverException e) {
                LOG.log(System.Logger.Level.WARNING, "instance {0}, left over from a failed spawn: {1}", id,
                        e.getMessage());
            }
        }
    }
}
