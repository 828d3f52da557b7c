package io.bedplate.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.HostTopology;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.jna.DomainDefinition;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.Domain;
import io.bedplate.libvirt.xml.DomainMapper;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.GuestMark;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.libvirt.xml.PlacedDomain;
import io.bedplate.libvirt.xml.PlacementEdit;
import io.bedplate.libvirt.xml.ThreadPins;
import io.bedplate.probe.HostReadings;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestHardware;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.GuestShape;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Gives a guest another place while it runs: memory first, for it alone can find no room; then the threads, the gate, and
 * at last the definition, with which it is settled. The caller sees to it that one guest has one caller at a time.
 */
final class Repinner {
    private final LibvirtLink link;
    private final HostFiles files;
    private final HostReadings readings;
    private final GuestProcesses processes;
    private final Function<InstanceId, PlacementCalls> calls;

    Repinner(LibvirtLink link, HostFiles files, HostReadings readings, GuestProcesses processes,
            Function<InstanceId, PlacementCalls> calls) {
        this.link = link;
        this.files = files;
        this.readings = readings;
        this.processes = processes;
        this.calls = calls;
    }

    /** libvirt's two documents of one domain. */
    private record Documents(String live, String definition) {}

    void repin(Guests.Known known, Machine machine, GuestPlacement wanted, LaunchGate gate) {
        if (known.saved()) {
            // Its memory on disk carries its place with it.
            throw GuestTurns.wrongState(known, "given another place");
        }
        var host = readings.now();
        var documents = link.call(Lane.QUICK, session -> {
            try (var domain = session.lookup(known.id().uuid()).orElseThrow(() -> Launcher.unknown(known.id()))) {
                var definition = new DomainDefinition(domain);
                return new Documents(definition.now(), definition.ofNextStart());
            }
        });
        var definition = GuestDocuments.read(documents.definition());
        var defined = PlacedDomain.of(definition, host.onlineCpus());
        var target = target(known, definition, machine, withoutPorts(wanted, defined), host);
        var placed = PlacedDomain.of(target, host.onlineCpus());
        requireShape(known, defined.shape(), placed.shape());
        requireFit(known, defined, wanted, host);
        var edited = DomainXml.write(PlacementEdit.apply(definition, target));
        if (!known.state().isActive()) {
            calls.apply(known.id()).define(edited);
            return;
        }
        var live = PlacedDomain.of(GuestDocuments.read(documents.live()), host.onlineCpus());
        carryOut(known, new Change(documents.definition(), edited, live.pins(), placed.pins().settled(target.mark()),
                known.mark(), target.mark().orElseThrow(), move(known, defined, live, placed)), gate);
    }

    /** The former and the wanted of all that changes. */
    private record Change(String formerDefinition, String definition, ThreadPins formerPins, ThreadPins pins,
            GuestMark formerMark, GuestMark mark, MemoryMove memory) {}

    private static void requireShape(Guests.Known known, GuestShape shape, GuestShape wanted) {
        var differences = shape.differences(wanted);
        if (!differences.isEmpty()) {
            throw unsupported(known, "its shape cannot change in place: " + String.join("; ", differences));
        }
    }

    private static VirtDriverException unsupported(Guests.Known known, String why) {
        return new VirtDriverException(Kind.UNSUPPORTED, "instance %s: %s".formatted(known.name(), why));
    }

    private static void requireFit(Guests.Known known, PlacedDomain defined, GuestPlacement wanted,
            HostTopology host) {
        boolean holdsPages = known.state().isActive();
        HostFit.check(holdsPages ? withoutPagesHeld(defined, wanted) : wanted, host).ifPresent(misfit -> {
            throw new VirtDriverException(misfit.kind(), "instance %s: %s".formatted(known.name(), misfit.text()));
        });
    }

    // Pages that the guest has in its place already are not free, and need not be.
    private static GuestPlacement withoutPagesHeld(PlacedDomain defined, GuestPlacement wanted) {
        var cells = new ArrayList<PlacedCell>();
        for (var cell : wanted.cells()) {
            boolean stays = Optional.of(cell.hostCell())
                    .equals(Optional.ofNullable(defined.hostCells().get(cell.id())));
            cells.add(!stays
                    ? cell
                    : new PlacedCell(cell.id(), cell.hostCell(), cell.vcpus(), cell.pinning(), cell.floatingOn(),
                            cell.blockedCpus(), cell.memoryKib(), Optional.empty()));
        }
        return new GuestPlacement(cells, wanted.sharedCpus(), wanted.emulatorCpus(), wanted.ioThreads(),
                wanted.realtimeVcpus(), wanted.lockedMemory(), wanted.topology(), wanted.devices());
    }

    /** A port is a function of the guest's, too; which it has is no matter of its place. */
    private static GuestPlacement withoutPorts(GuestPlacement wanted, PlacedDomain defined) {
        return wanted.withDevices(wanted.devices().stream()
                .filter(device -> !defined.ports().contains(device.address())).toList());
    }

    /** What a new guest in that place would be, with room to grow as this one has; only its place is taken over. */
    private static Domain target(Guests.Known known, Domain definition, Machine machine, GuestPlacement wanted,
            HostTopology host) {
        var memoryKib = definition.memory().flatMap(memory -> memory.kib().stream().boxed().findFirst()).orElse(1L);
        var headroom = new Headroom(PlacedDomain.room(definition).orElse(0), 0);
        var spec = new InstanceSpec(known.id(), known.name(), wanted.topology().vcpus(), memoryKib, wanted,
                new InstanceSpec.Boot.FirstDisk(), List.of(), Optional.empty());
        return DomainMapper.map(spec.on(GuestHardware.PLAIN.with(headroom)), machine, host);
    }

    private static MemoryMove move(Guests.Known known, PlacedDomain defined, PlacedDomain live, PlacedDomain wanted) {
        if (wanted.boundTo().isEmpty()) {
            return new MemoryMove.Stay();
        }
        var move = MemoryMove.decide(defined.hostCells(), live.boundTo(), wanted.hostCells());
        return switch (move) {
            case MemoryMove.Stay _ -> move;
            case MemoryMove.Bind(var from, var to) when !(defined.shape().devices().isEmpty()
                    && defined.ports().isEmpty()) ->
                throw unsupported(known,
                        "its memory cannot move from host cells %s to %s: passed-through devices hold it in its place"
                                .formatted(from, to));
            case MemoryMove.Bind _ -> move;
            case MemoryMove.Impossible(var why) -> throw unsupported(known, why);
        };
    }

    private void carryOut(Guests.Known known, Change change, LaunchGate gate) {
        var guest = new Guest(known.id(), known.name(), known.state().toGuestState(),
                processes.find(known.id().uuid()));
        var transaction = new Transaction();
        try {
            begin(transaction, change, calls.apply(known.id()));
            Launcher.requireAdmitted(guest, gate);
            transaction.step("definition", () -> calls.apply(known.id()).define(change.definition()),
                    () -> calls.apply(known.id()).define(change.formerDefinition()));
        } catch (RuntimeException | Error e) {
            throw transaction.undone(e, () -> guest.pid().isEmpty()
                    ? List.of()
                    : new KernelThreads(files).differences(guest.pid().getAsLong(), change.formerPins()));
        }
    }

    private static void begin(Transaction transaction, Change change, PlacementCalls calls) {
        if (change.memory() instanceof MemoryMove.Bind(CpuSet from, CpuSet to)) {
            transaction.step("memory", () -> calls.bindMemory(to), () -> calls.bindMemory(from));
        }
        each(change.formerPins().vcpus(), change.pins().vcpus(), (vcpu, former, wanted) -> transaction
                .step("vCPU " + vcpu, () -> calls.pinVcpu(vcpu, wanted), () -> calls.pinVcpu(vcpu, former)));
        each(change.formerPins().ioThreads(), change.pins().ioThreads(),
                (thread, former, wanted) -> transaction.step("I/O thread " + thread,
                        () -> calls.pinIoThread(thread, wanted), () -> calls.pinIoThread(thread, former)));
        transaction.step("emulator", () -> calls.pinEmulator(change.pins().emulator()),
                () -> calls.pinEmulator(change.formerPins().emulator()));
        transaction.step("mark", () -> calls.mark(change.mark()), () -> calls.mark(change.formerMark()));
    }

    private interface ThreadStep {
        void of(int thread, CpuSet former, CpuSet wanted);
    }

    private static void each(Map<Integer, CpuSet> former, Map<Integer, CpuSet> wanted, ThreadStep step) {
        wanted.forEach((thread, cpus) -> step.of(thread, former.getOrDefault(thread, cpus), cpus));
    }
}
