package io.bedplate.libvirt;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.bedplate.host.HostTopology;
import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainPower;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.jna.LibvirtSession;
import io.bedplate.libvirt.jna.NetworkFilters;
import io.bedplate.libvirt.xml.AddressFilter;
import io.bedplate.libvirt.xml.GuestMark;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.libvirt.xml.PlacementEdit;
import io.bedplate.probe.HostReadings;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.Nic;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Brings guests up: process first with its vCPUs halted, then the gate, then the first instruction. Each step has its
 * undo. The caller sees to it that one guest has one caller at a time.
 */
final class Launcher {
    private final LibvirtLink link;
    private final HostReadings readings;
    private final GuestProcesses processes;
    private final PowerOff powerOff;
    private final Leftovers leftovers;
    private final DeviceFit devices;

    Launcher(LibvirtLink link, HostReadings readings, GuestProcesses processes, PowerOff powerOff, Leftovers leftovers,
            DeviceFit devices) {
        this.link = link;
        this.readings = readings;
        this.processes = processes;
        this.powerOff = powerOff;
        this.leftovers = leftovers;
        this.devices = devices;
    }

    void spawn(InstanceSpec spec, Machine machine, LaunchGate gate) {
        var host = fitting(spec);
        var document = SpecDocument.of(spec, machine, host);
        var defined = new AtomicBoolean();
        try {
            launch(spec.id(), spec.name(), gate, session -> {
                try (var made = define(session, spec, document.xml())) {
                    defined.set(true);
                    createPaused(made, document.mark());
                }
                return true;
            });
        } catch (RuntimeException | Error e) {
            throw undone(e, () -> {
                if (defined.get()) {
                    leftovers.remove(spec.id());
                }
            });
        }
    }

    void start(Guests.Known known, LaunchGate gate) {
        try {
            launch(known.id(), known.name(), gate,
                    session -> domain(session, known.id(), domain -> createPaused(domain, known.mark())));
        } catch (RuntimeException | Error e) {
            throw undone(e, () -> powerOff.now(known.id()));
        }
    }

    /** Goes on with a guest whose memory was saved; what fails puts it back to disk where that can be done. */
    void restore(Guests.Known known, Suspension suspension, LaunchGate gate) {
        try {
            launch(known.id(), known.name(), gate, session -> domain(session, known.id(), domain -> {
                widenSavedPin(domain, known.mark());
                createPaused(domain, known.mark());
            }));
        } catch (RuntimeException | Error e) {
            throw undone(e, () -> suspendAgain(known, suspension));
        }
    }

    // What was saved has the pin that was narrowed once the memory was there, and memory is filled again now. It is done
    // here and not before the guest is saved, so that none that runs ever has the wide pin.
    private static void widenSavedPin(DomainHandle domain, GuestMark mark) {
        if (!mark.emulatorCpus().isEmpty()) {
            var power = new DomainPower(domain);
            power.redefineSaved(PlacementEdit.withEmulatorPin(power.saved(), power.definedEmulatorPin()));
        }
    }

    private void suspendAgain(Guests.Known known, Suspension suspension) {
        if (isActive(known.id())) {
            try {
                suspension.save(known);
            } catch (VirtDriverException e) {
                powerOff.now(known.id());
                throw e;
            }
        }
    }

    private boolean isActive(InstanceId id) {
        return link.call(Lane.QUICK, session -> {
            try (var domain = session.lookup(id.uuid()).orElseThrow(() -> unknown(id))) {
                return domain.state().isActive();
            }
        });
    }

    private HostTopology fitting(InstanceSpec spec) {
        return readings.fitting(
                host -> HostFit.check(spec.placement(), host)
                        .or(() -> devices.check(spec.disks(), spec.nics(), host)),
                misfit -> {
                    // A guest that is there already may be what takes the pages.
                    link.call(Lane.QUICK, session -> unknown(session, spec));
                    return misfit.toException(spec);
                });
    }

    // libvirt would take a known UUID with its name for a new definition of that domain.
    private static DomainHandle define(LibvirtSession session, InstanceSpec spec, String xml) {
        unknown(session, spec);
        defineFilters(session, spec.nics());
        return session.define(xml);
    }

    /** The filters that these ports refer to, before anything refers to them. */
    static void defineFilters(LibvirtSession session, List<Nic> nics) {
        if (AddressFilter.isNeeded(nics)) {
            Stream.of(AddressFilter.values()).forEach(filter -> NetworkFilters.define(session, filter.xml()));
        }
    }

    static boolean unknown(LibvirtSession session, InstanceSpec spec) {
        try (var sameId = session.lookup(spec.id().uuid()).orElse(null);
                var sameName = session.lookup(spec.name()).orElse(null)) {
            if (sameId != null) {
                throw new VirtDriverException(Kind.EXISTS, "instance %s is known already".formatted(spec.id()));
            }
            if (sameName != null) {
                throw new VirtDriverException(Kind.EXISTS,
                        "the name %s is taken by instance %s".formatted(spec.name(), sameName.uuid()));
            }
            return true;
        }
    }

    private void launch(InstanceId id, String name, LaunchGate gate, Function<LibvirtSession, Boolean> creation) {
        link.call(Lane.SLOW, creation);
        requireAdmitted(new Guest(id, name, GuestState.PAUSED, processes.find(id.uuid())), gate);
        link.call(Lane.QUICK, session -> domain(session, id, DomainHandle::resume));
    }

    static void requireAdmitted(Guest guest, LaunchGate gate) {
        switch (gate.inspect(guest)) {
            case Verdict.Admit() -> {
            }
            case Verdict.Refuse(var differences) -> throw new VirtDriverException(Kind.PLACEMENT_NOT_IN_FORCE,
                    "instance %s: %s".formatted(guest.name(), String.join("; ", differences)));
        }
    }

    private static void createPaused(DomainHandle domain, GuestMark mark) {
        domain.createPaused();
        // Now that the memory is filled, the threads that filled it go where the placement wants them.
        if (!mark.emulatorCpus().isEmpty()) {
            domain.pinEmulator(mark.emulatorCpus());
        }
    }

    /** Does something to a domain that must be there. */
    static boolean domain(LibvirtSession session, InstanceId id, Consumer<DomainHandle> work) {
        try (var domain = session.lookup(id.uuid()).orElseThrow(() -> unknown(id))) {
            work.accept(domain);
            return true;
        }
    }

    static VirtDriverException unknown(InstanceId id) {
        return new VirtDriverException(Kind.NOT_FOUND, "instance %s is unknown".formatted(id));
    }

    /** The failure to throw once what led to it is undone; a failing undo goes along with it. */
    static RuntimeException undone(Throwable failure, Runnable undo) {
        try {
            undo.run();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
