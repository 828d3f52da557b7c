package io.bedplate.libvirt;

import java.time.Duration;
import java.util.function.Function;

import io.bedplate.libvirt.jna.DomainAgent;
import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainNote;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.InstanceId;

/** By the QEMU guest agent; notes are in the running domain's metadata. */
record LibvirtIce(LibvirtLink link) implements Ice {
    private static final String NAMESPACE = "urn:bedplate:libvirt:frozen:1";
    /** For an agent that has nothing to do. */
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** For file systems with much to write. */
    private static final Duration FREEZE = Duration.ofSeconds(30);

    @Override
    public void note(InstanceId id) {
        call(id, domain -> {
            new DomainNote(domain, NAMESPACE).set();
            return true;
        });
    }

    @Override
    public boolean isNoted(InstanceId id) {
        return call(id, domain -> domain.state().isActive() && domain.metadata(NAMESPACE).isPresent());
    }

    @Override
    public void removeNote(InstanceId id) {
        call(id, domain -> {
            new DomainNote(domain, NAMESPACE).remove();
            return true;
        });
    }

    @Override
    public void freeze(InstanceId id) {
        call(id, domain -> new DomainAgent(domain, FREEZE).freeze() >= 0);
    }

    @Override
    public void thaw(InstanceId id) {
        call(id, domain -> new DomainAgent(domain, ANSWER).thaw() >= 0);
    }

    private boolean call(InstanceId id, Function<DomainHandle, Boolean> work) {
        return link.call(Lane.SLOW, session -> {
            try (var domain = session.lookup(id.uuid()).orElseThrow(() -> Launcher.unknown(id))) {
                return work.apply(domain);
            }
        });
    }
}
