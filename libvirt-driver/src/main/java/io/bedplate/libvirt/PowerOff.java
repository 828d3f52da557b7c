package io.bedplate.libvirt;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainPower;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;

/** Takes guests down. The caller sees to it that one guest has one caller at a time. */
final class PowerOff {
    private final LibvirtLink link;
    private final EventRelay relay;

    PowerOff(LibvirtLink link, EventRelay relay) {
        this.link = link;
        this.relay = relay;
    }

    /** Ends the guest's process, where it has one. */
    void now(InstanceId id) {
        relay.stopped(id, link.call(Lane.SLOW, session -> {
            try (var domain = session.lookup(id.uuid()).orElseThrow(() -> Launcher.unknown(id))) {
                end(domain);
                return domain.state().toGuestState();
            }
        }));
    }

    private static void end(DomainHandle domain) {
        if (domain.state().isActive()) {
            domain.destroy();
        }
    }

    /** Forgets memory that was saved; the guest stays stopped. */
    void dropSaved(InstanceId id) {
        link.call(Lane.SLOW, session -> Launcher.domain(session, id, domain -> new DomainPower(domain).dropSaved()));
        relay.stopped(id, GuestState.STOPPED);
    }

    /** Ends and forgets the guest; nothing happens where it is unknown. */
    void remove(InstanceId id) {
        boolean known = link.call(Lane.SLOW, session -> {
            try (var domain = session.lookup(id.uuid()).orElse(null)) {
                if (domain == null) {
                    return false;
                }
                end(domain);
                undefine(domain);
                return true;
            }
        });
        if (known) {
            relay.removed(id);
        }
    }

    // One that came from another host and has not arrived goes with its process.
    private static void undefine(DomainHandle domain) {
        try {
            domain.undefine();
        } catch (VirtDriverException e) {
            if (e.kind() != VirtDriverException.Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Presses the power button, and pulls the plug when the grace has passed. */
    void gently(Guests.Known known, Duration grace) {
        // A halted guest cannot hear the button.
        if (!grace.isZero() && known.state().toGuestState() == GuestState.RUNNING) {
            var ended = new CountDownLatch(1);
            try (var _ = relay.subscribe(event -> {
                if (isEndOf(known.id(), event)) {
                    ended.countDown();
                }
            })) {
                link.call(Lane.QUICK, session -> Launcher.domain(session, known.id(), DomainHandle::shutdown));
                await(ended, grace);
            }
        }
        now(known.id());
    }

    // Waiting on is no use either when libvirt is gone: the next call says so.
    private static boolean isEndOf(InstanceId id, DriverEvent event) {
        return switch (event) {
            case DriverEvent.GuestChanged(var changed, var state, _) -> changed.equals(id)
                    && (state == GuestState.STOPPED || state == GuestState.CRASHED);
            case DriverEvent.GuestGone(var gone, _) -> gone.equals(id);
            case DriverEvent.ConnectionLost _ -> true;
            case DriverEvent.ConnectionRestored _ -> false;
        };
    }

    private static void await(CountDownLatch ended, Duration grace) {
        try {
            ended.await(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            // Whoever interrupts wants it over: the plug is pulled now.
            Thread.currentThread().interrupt();
        }
    }
}
