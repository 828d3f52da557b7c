package io.bedplate.libvirt;

import java.time.Duration;

import io.bedplate.libvirt.jna.DomainPower;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Rebooting;

/** Has guests begin anew: by themselves where they follow, else by ending and starting them. */
record Reboots(GuestTurns turns, LibvirtLink link, RebootWatch watch, PowerOff powerOff, Launcher launcher)
        implements
            Rebooting {

    @Override
    public void reboot(InstanceId id, Duration grace, LaunchGate gate) {
        turns.withActive(id, "rebooted", known -> {
            // A halted guest cannot hear.
            boolean asked = !grace.isZero() && known.guestState() == GuestState.RUNNING;
            if (!asked || !watch.follows(id, grace, () -> ask(id))) {
                powerOff.now(id);
                launcher.start(known, gate);
            }
        });
    }

    // An agent that hangs is waited for.
    private void ask(InstanceId id) {
        link.call(Lane.SLOW, session -> Launcher.domain(session, id, domain -> new DomainPower(domain).reboot()));
    }
}
