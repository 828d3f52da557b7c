package io.bedplate.libvirt;

import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.probe.HostReadings;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Redefining;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Replaces definitions: libvirt takes a known UUID with its name for a new definition of that domain, whole. */
record Redefinition(GuestTurns turns, LibvirtLink link, HostReadings readings, MachineChoice machine, DeviceFit devices)
        implements
            Redefining {

    @Override
    public void redefine(InstanceSpec spec) {
        turns.with(spec.id(), known -> {
            if (known.state().isActive() || known.saved()) {
                throw GuestTurns.wrongState(known, "redefined");
            }
            if (!known.name().equals(spec.name())) {
                throw new VirtDriverException(Kind.INVALID_SPEC,
                        "instance %s cannot be renamed to %s".formatted(known.name(), spec.name()));
            }
            define(spec);
        });
    }

    // Free pages are looked for when it starts.
    private void define(InstanceSpec spec) {
        var host = readings.fitting(
                now -> HostFit.present(spec.placement(), now).or(() -> devices.check(spec.disks(), spec.nics(), now)),
                misfit -> misfit.toException(spec));
        var xml = SpecDocument.of(spec, machine.get(), host).xml();
        link.call(Lane.QUICK, session -> {
            Launcher.defineFilters(session, spec.nics());
            session.define(xml).close();
            return true;
        });
    }
}
