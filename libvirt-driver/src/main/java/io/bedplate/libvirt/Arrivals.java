package io.bedplate.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.bedplate.host.HostTopology;
import io.bedplate.libvirt.jna.CpuComparison;
import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.jna.ThreadAffinity;
import io.bedplate.libvirt.xml.ArrivalEdit;
import io.bedplate.libvirt.xml.Domain;
import io.bedplate.libvirt.xml.DomainMapper;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.libvirt.xml.PlacedDomain;
import io.bedplate.libvirt.xml.TravelDocument;
import io.bedplate.libvirt.xml.XmlException;
import io.bedplate.probe.HostReadings;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationRefusal;
import io.bedplate.virt.MigrationRefusal.CpuNotCompatible;
import io.bedplate.virt.MigrationRefusal.NotDone;
import io.bedplate.virt.MigrationRefusal.NotThere;
import io.bedplate.virt.Preparation;
import io.bedplate.virt.Receiving;
import io.bedplate.virt.TravelPapers;

/** Takes guests in. libvirt of their former host makes them here, halted; this class says as what, and lets them run. */
final class Arrivals implements Receiving {
    /** The provider's. */
    static final String DRIVER = "libvirt";

    private final GuestTurns turns;
    private final LibvirtLink link;
    private final HostReadings readings;
    private final MachineChoice machine;
    private final DeviceFit devices;
    private final GuestProcesses processes;
    private final KernelThreads threads;
    private final EventRelay relay;
    private final Function<InstanceId, PlacementCalls> placing;

    Arrivals(GuestTurns turns, LibvirtLink link, HostReadings readings, MachineChoice machine, DeviceFit devices,
            GuestProcesses processes, KernelThreads threads, EventRelay relay,
            Function<InstanceId, PlacementCalls> placing) {
        this.turns = turns;
        this.link = link;
        this.readings = readings;
        this.machine = machine;
        this.devices = devices;
        this.processes = processes;
        this.threads = threads;
        this.relay = relay;
        this.placing = placing;
    }

    @Override
    public Preparation prepare(InstanceSpec spec, TravelPapers papers, MigrationPolicy policy) {
        link.call(Lane.QUICK, session -> Launcher.unknown(session, spec));
        if (!papers.driver().equals(DRIVER)) {
            return refused(new NotDone("it is a guest of driver %s".formatted(papers.driver())));
        }
        try {
            var document = TravelDocument.read(papers.document());
            return prepare(spec, document, papers, policy, readings.now());
        } catch (XmlException e) {
            return refused(new NotDone("its papers cannot be read: " + e.getMessage()));
        }
    }

    private static Preparation refused(MigrationRefusal reason) {
        return new Preparation.Refused(List.of(reason));
    }

    private Preparation prepare(InstanceSpec spec, TravelDocument document, TravelPapers papers,
            MigrationPolicy policy, HostTopology host) {
        var coming = DomainXml.read(document.live());
        var made = machine.get();
        var here = DomainMapper.map(spec, made, host);
        var reasons = new ArrayList<>(new TravelCheck(coming, papers.marks(), DiskMarks::isSeen).refusals(policy));
        shape(coming, here, host).ifPresent(reasons::add);
        HostFit.check(spec.placement(), host).or(() -> devices.check(spec.disks(), spec.nics(), host))
                .ifPresent(misfit -> reasons.add(new NotThere(misfit.text())));
        cpu(coming, document, made).ifPresent(reasons::add);
        if (!reasons.isEmpty()) {
            return new Preparation.Refused(reasons);
        }
        relay.expect(spec.id());
        return new Preparation.Ready(new TravelDocument(edited(coming, here, spec),
                edited(DomainXml.read(document.definition()), here, spec)).text());
    }

    private static String edited(Domain coming, Domain here, InstanceSpec spec) {
        return DomainXml.write(ArrivalEdit.apply(coming, here, spec.consoleLog()));
    }

    private static Optional<MigrationRefusal> shape(Domain coming, Domain here, HostTopology host) {
        var differences = PlacedDomain.of(coming, host.onlineCpus()).shape()
                .differences(PlacedDomain.of(here, host.onlineCpus()).shape());
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(new NotDone("its shape cannot change on the way: " + String.join("; ", differences)));
    }

    private Optional<MigrationRefusal> cpu(Domain coming, TravelDocument document, Machine made) {
        if (!coming.type().equals(made.type())) {
            return Optional.of(new CpuNotCompatible(
                    "guests run on %s here, this one on %s".formatted(made.type(), coming.type())));
        }
        return link.call(Lane.QUICK, session -> new CpuComparison(session).misfit(made.emulator(), made.arch(),
                made.type(), document.cpu())).map(CpuNotCompatible::new);
    }

    @Override
    public Verdict look(InstanceId id, LaunchGate gate) {
        var verdict = new AtomicReference<Verdict>();
        turns.with(id, known -> {
            var guest = new Guest(id, known.name(), GuestState.PAUSED, processes.find(id.uuid()));
            // libvirt changes nothing of a domain that is on its way; the kernel does.
            if (!known.mark().emulatorCpus().isEmpty()) {
                guest.pid().ifPresent(pid -> threads.emulator(pid)
                        .forEach(tid -> ThreadAffinity.set(tid, known.mark().emulatorCpus())));
            }
            verdict.set(gate.inspect(guest));
        });
        return verdict.get();
    }

    @Override
    public boolean arrived(InstanceId id) {
        return turns.guests().known(id)
                .filter(known -> known.state().isActive() && !known.state().isOnItsWay()).isPresent();
    }

    @Override
    public void admit(InstanceId id, LaunchGate gate) {
        turns.withActive(id, "admitted", known -> {
            if (known.state().isOnItsWay()) {
                throw GuestTurns.wrongState(known, "admitted: it is on its way");
            }
            if (known.guestState() == GuestState.PAUSED) {
                admit(known, gate);
            }
        });
    }

    private void admit(Guests.Known known, LaunchGate gate) {
        if (!known.mark().emulatorCpus().isEmpty()) {
            placing.apply(known.id()).pinEmulator(known.mark().emulatorCpus());
        }
        Launcher.requireAdmitted(
                new Guest(known.id(), known.name(), GuestState.PAUSED, processes.find(known.id().uuid())), gate);
        link.call(Lane.QUICK, session -> Launcher.domain(session, known.id(), DomainHandle::resume));
    }
}
