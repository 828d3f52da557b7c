package io.bedplate.libvirt;

import java.time.Duration;
import java.util.function.Consumer;

import io.bedplate.libvirt.jna.DomainAgent;
import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainNote;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Freezes file systems for a moment. Before it does, the guest gets a note that lasts as long as its process does; only a
 * thaw that the agent has answered takes it off. So a thaw that fails is tried again and again, and one that a driver's
 * end cut off is done by the next driver.
 */
record Freezer(LibvirtLink link, Thaws thaws) {
    static final String NAMESPACE = "urn:bedplate:libvirt:frozen:1";
    /** For an agent that has nothing to do. */
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** For file systems with much to write. */
    private static final Duration FREEZE = Duration.ofSeconds(30);

    /** Does something, frozen or not, and says which. */
    boolean during(Guests.Known known, Quiescence quiescence, Runnable work) {
        boolean frozen = quiescence != Quiescence.NONE && freeze(known, quiescence);
        try {
            work.run();
        } finally {
            if (frozen) {
                thaws.thaw(known.id());
            }
        }
        return frozen;
    }

    private boolean freeze(Guests.Known known, Quiescence quiescence) {
        try {
            if (known.guestState() != GuestState.RUNNING) {
                throw new VirtDriverException(Kind.UNAVAILABLE,
                        "instance %s is %s; its agent cannot answer".formatted(known.name(), known.guestState()));
            }
            // A thaw that is not needed shows whether there is an agent. Nothing is frozen and noted where there is none.
            call(known.id(), domain -> new DomainAgent(domain, ANSWER).thaw());
            freezeNoted(known.id());
            return true;
        } catch (VirtDriverException e) {
            if (quiescence == Quiescence.REQUIRE) {
                throw e;
            }
            return false;
        }
    }

    // An agent that answers too late may have frozen all the same.
    private void freezeNoted(InstanceId id) {
        call(id, domain -> new DomainNote(domain, NAMESPACE).set());
        boolean frozen = false;
        try {
            call(id, domain -> new DomainAgent(domain, FREEZE).freeze());
            frozen = true;
        } finally {
            if (!frozen) {
                thaws.thaw(id);
            }
        }
    }

    private void call(InstanceId id, Consumer<DomainHandle> work) {
        link.call(Lane.SLOW, session -> Launcher.domain(session, id, work));
    }
}
