package io.bedplate.libvirt;

import io.bedplate.libvirt.jna.DomainPower;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Suspending;

/** Puts guests to disk, as libvirt's managed save: the next start takes it up by itself. */
record Suspension(GuestTurns turns, LibvirtLink link) implements Suspending {

    @Override
    public void suspend(InstanceId id) {
        turns.with(id, known -> {
            if (known.state().isActive()) {
                save(known);
            } else if (!known.saved()) {
                throw GuestTurns.wrongState(known, "suspended");
            }
        });
    }

    /** The guest has a process, or has lost it just now. */
    void save(Guests.Known known) {
        link.call(Lane.SLOW,
                session -> Launcher.domain(session, known.id(), domain -> new DomainPower(domain).save()));
    }
}
