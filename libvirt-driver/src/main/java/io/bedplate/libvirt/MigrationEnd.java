package io.bedplate.libvirt;

import java.time.Duration;

import io.bedplate.libvirt.jna.DomainCopy;
import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainMove;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Ends migrations of one guest. */
record MigrationEnd(LibvirtLink link, Guests guests, InstanceId id) {
    private static final Duration LOOK = Duration.ofMillis(50);
    // libvirt ends a process within 15 s or says that it cannot, on an idle machine.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Gives up what is under way; nothing happens where nothing is, or where it is over already. */
    void giveUp() {
        try {
            Departures.ask(link, id, domain -> {
                if (new DomainMove(domain).stats().isLeaving()) {
                    new DomainCopy(domain).abort();
                }
                return true;
            });
        } catch (VirtDriverException e) {
            if (e.kind() != Kind.WRONG_STATE && e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    /**
     * Gives it up, waits for its end, and has a guest that stands still for it go on. It may: at its destination it does
     * not run before it is admitted.
     *
     * @throws VirtDriverException UNAVAILABLE where the hypervisor does not end it
     */
    void stay() {
        giveUp();
        long end = System.nanoTime() + LONGEST.toNanos();
        while (isLeaving()) {
            if (System.nanoTime() > end) {
                throw new VirtDriverException(Kind.UNAVAILABLE,
                        "instance %s: libvirt does not end its migration".formatted(id));
            }
            MigrationRun.pause(LOOK);
        }
        var known = guests.known(id);
        if (known.filter(now -> now.state().isActive() && now.guestState() == GuestState.PAUSED).isPresent()) {
            link.call(Lane.QUICK, session -> Launcher.domain(session, id, DomainHandle::resume));
        }
    }

    private boolean isLeaving() {
        try {
            return Departures.ask(link, id, domain -> new DomainMove(domain).stats().isLeaving());
        } catch (VirtDriverException e) {
            if (e.kind() == Kind.UNAVAILABLE) {
                throw e;
            }
            // No process, no job.
            return false;
        }
    }
}
