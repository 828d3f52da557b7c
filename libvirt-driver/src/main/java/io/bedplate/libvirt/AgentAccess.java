package io.bedplate.libvirt;

import java.time.Duration;

import io.bedplate.libvirt.jna.DomainAgent;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.GuestAgentAccess;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;

/** Speaks with the QEMU guest agent. */
record AgentAccess(GuestTurns turns, LibvirtLink link) implements GuestAgentAccess {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public void setPassword(InstanceId id, String user, String password) {
        turns.with(id, known -> {
            if (known.guestState() != GuestState.RUNNING) {
                throw GuestTurns.wrongState(known, "spoken with");
            }
            link.call(Lane.SLOW, session -> Launcher.domain(session, id,
                    domain -> new DomainAgent(domain, LIMIT).setPassword(user, password)));
        });
    }
}
