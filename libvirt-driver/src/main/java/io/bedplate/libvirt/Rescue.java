package io.bedplate.libvirt;

import java.util.Optional;

import io.bedplate.libvirt.jna.DomainDefinition;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.RescueXml;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Rescuing;
import io.bedplate.virt.VirtDriverException;

/** Starts guests from another disk and back. The definition in libvirt alone says who is in rescue. */
record Rescue(GuestTurns turns, LibvirtLink link, PowerOff powerOff, Launcher launcher,
        DeviceFit devices) implements Rescuing {

    /** What a guest is defined as, and what it was before its rescue. */
    private record Definitions(String now, Optional<String> former) {}

    @Override
    public void rescue(InstanceId id, Disk rescue, LaunchGate gate) {
        turns.with(id, known -> {
            var definitions = definitions(id);
            if (known.saved()) {
                throw GuestTurns.wrongState(known, "rescued");
            }
            if (definitions.former().isPresent()) {
                throw GuestTurns.wrongState(known, "rescued: it is in rescue already");
            }
            devices.disks().check(rescue).ifPresent(misfit -> {
                throw new VirtDriverException(misfit.kind(), "instance %s: %s".formatted(known.name(), misfit.text()));
            });
            restart(known, RescueXml.of(definitions.now(), rescue), definitions.now(), gate);
        });
    }

    @Override
    public void unrescue(InstanceId id, LaunchGate gate) {
        turns.with(id, known -> {
            var former = definitions(id).former()
                    .orElseThrow(() -> GuestTurns.wrongState(known, "unrescued: it is not in rescue"));
            restart(known, former, former, gate);
        });
    }

    private Definitions definitions(InstanceId id) {
        return link.call(Lane.QUICK, session -> {
            try (var domain = session.lookup(id.uuid()).orElseThrow(() -> Launcher.unknown(id))) {
                return new Definitions(new DomainDefinition(domain).ofNextStart(),
                        RescueXml.former(domain.metadata(RescueXml.NAMESPACE)));
            }
        });
    }

    private void restart(Guests.Known known, String definition, String otherwise, LaunchGate gate) {
        powerOff.now(known.id());
        if (known.saved()) {
            powerOff.dropSaved(known.id());
        }
        try {
            define(definition);
            launcher.start(known, gate);
        } catch (RuntimeException | Error e) {
            throw Launcher.undone(e, () -> define(otherwise));
        }
    }

    private void define(String xml) {
        link.call(Lane.QUICK, session -> {
            session.define(xml).close();
            return true;
        });
    }
}
