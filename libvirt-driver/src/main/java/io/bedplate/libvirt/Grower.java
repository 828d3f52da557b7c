package io.bedplate.libvirt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.bedplate.host.HostTopology;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.Domain;
import io.bedplate.libvirt.xml.DomainExtent;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.GrowthEdit;
import io.bedplate.probe.HostReadings;
import io.bedplate.virt.Growing;
import io.bedplate.virt.Growth;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestExtent.Misfit;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * vCPUs and memory that come and go. What runs is changed first, then the gate looks, and at last the definition is
 * changed, with which it is settled. Nobody but the guest can undo what has come: it is asked, and the definition says
 * afterwards what it kept.
 */
final class Grower implements Growing {
    /** For a guest to give back what was refused. */
    private static final Duration UNDOING = Duration.ofSeconds(10);

    private final GuestTurns turns;
    private final LibvirtLink link;
    private final HostFiles files;
    private final HostReadings readings;
    private final GuestProcesses processes;
    private final Function<Guests.Known, GrowthCalls> calls;

    Grower(GuestTurns turns, LibvirtLink link, HostFiles files, HostReadings readings, GuestProcesses processes,
            Function<Guests.Known, GrowthCalls> calls) {
        this.turns = turns;
        this.link = link;
        this.files = files;
        this.readings = readings;
        this.processes = processes;
        this.calls = calls;
    }

    private GuestDocuments documents(Guests.Known known) {
        if (known.saved()) {
            // Its memory on disk carries its size with it.
            throw GuestTurns.wrongState(known, "given another size");
        }
        return GuestDocuments.of(known, link);
    }

    @Override
    public void grow(InstanceId id, Growth growth, LaunchGate gate) {
        turns.with(id, known -> {
            var documents = documents(known);
            documents.all().forEach(document -> require(known, DomainExtent.misfit(document, growth)));
            var host = readings.now();
            GrowthFit.check(growth, host).ifPresent(misfit -> {
                throw refused(known, misfit.kind(), misfit.text());
            });
            var grown = DomainXml.write(GrowthEdit.with(documents.definition(), growth));
            var call = calls.apply(known);
            if (documents.live().isPresent()) {
                carryOut(known, new Order(growth, documents.live().get(), host, grown), gate, call);
            } else {
                call.define(grown);
            }
        });
    }

    /** A growth, what it comes to, and what the guest starts from once it is settled. */
    private record Order(Growth growth, Domain live, HostTopology host, String definition) {}

    private static void require(Guests.Known known, Optional<Misfit> misfit) {
        misfit.ifPresent(found -> {
            throw refused(known, found.kind(), found.why());
        });
    }

    private static VirtDriverException refused(Guests.Known known, Kind kind, String why) {
        return new VirtDriverException(kind, "instance %s: %s".formatted(known.name(), why));
    }

    private void carryOut(Guests.Known known, Order order, LaunchGate gate, GrowthCalls call) {
        try {
            for (var vcpu : order.growth().vcpus()) {
                call.pinVcpu(vcpu.vcpu(), vcpu.seat().pcpus());
            }
            for (var module : order.growth().modules()) {
                new ModulePlug(module, order.live(), order.host()).carryOut(call);
            }
            for (var vcpu : order.growth().vcpus()) {
                call.plugVcpu(vcpu.vcpu());
            }
            Launcher.requireAdmitted(new Guest(known.id(), known.name(), known.state().toGuestState(),
                    processes.find(known.id().uuid())), gate);
            call.define(order.definition());
        } catch (RuntimeException | Error e) {
            throw undone(e, known, order.growth(), call);
        }
    }

    private RuntimeException undone(Throwable failure, Guests.Known known, Growth growth, GrowthCalls call) {
        var kept = new AtomicReference<>(Growth.NONE);
        var thrown = Launcher.undone(failure, () -> {
            kept.set(takeBack(known, growth, UNDOING, call));
            if (!kept.get().none()) {
                throw refused(known, Kind.UNAVAILABLE, "the guest keeps " + kept.get());
            }
        });
        return kept.get().none() || !(thrown instanceof VirtDriverException refusal)
                ? thrown
                : new VirtDriverException(refusal.kind(),
                        "%s; and the guest keeps %s".formatted(refusal.getMessage(), kept.get()), refusal);
    }

    @Override
    public Growth takeBack(InstanceId id, Growth growth, Duration patience) {
        var kept = new AtomicReference<>(Growth.NONE);
        turns.with(id, known -> {
            var documents = documents(known);
            documents.all().forEach(document -> require(known, DomainExtent.of(document).misfitTakingBack(growth)));
            documents.live().ifPresent(live -> {
                var fixed = GrowthEdit.fixed(live, GrowthEdit.within(live, growth));
                if (!fixed.isEmpty()) {
                    throw refused(known, Kind.UNSUPPORTED, "vCPUs %s were there at its start".formatted(fixed));
                }
            });
            kept.set(takeBack(known, growth, patience, calls.apply(known)));
        });
        return kept.get();
    }

    private Growth takeBack(Guests.Known known, Growth growth, Duration patience, GrowthCalls call) {
        var before = documents(known);
        new Asking(known, growth, call).ask(patience);
        var kept = left(known, growth);
        settle(before.definition(), growth, kept, call);
        return kept;
    }

    /**
     * What of it the guest has now. Of a vCPU the kernel knows: QEMU 10 was seen to tell libvirt nothing of one that a guest
     * had given up, and then libvirt takes it to be there until it is restarted, or the guest is.
     */
    private Growth left(Guests.Known known, Growth growth) {
        var there = documents(known).live().map(live -> GrowthEdit.within(live, growth)).orElse(Growth.NONE);
        var pid = processes.find(known.id().uuid());
        if (there.vcpus().isEmpty() || pid.isEmpty()) {
            return there;
        }
        var threads = new KernelThreads(files).vcpus(pid.getAsLong());
        return there.only(vcpu -> threads.contains(vcpu.vcpu()), _ -> true);
    }

    /** The definition has what the guest keeps, and nothing else of it. */
    private static void settle(Domain definition, Growth growth, Growth kept, GrowthCalls call) {
        var gone = GrowthEdit.within(definition, growth).without(kept);
        var less = GrowthEdit.without(definition, gone);
        var settled = GrowthEdit.with(less, kept.without(GrowthEdit.within(less, kept)));
        if (!settled.equals(definition)) {
            call.define(DomainXml.write(settled));
        }
    }

    /** One running guest that is asked for what it has of a growth. */
    private final class Asking {
        private final Guests.Known known;
        private final Growth growth;
        private final GrowthCalls call;

        Asking(Guests.Known known, Growth growth, GrowthCalls call) {
            this.known = known;
            this.growth = growth;
            this.call = call;
        }

        /** The last vCPU first; one that stays keeps those before it. */
        void ask(Duration patience) {
            long end = System.nanoTime() + patience.toNanos();
            var there = left(known, growth);
            for (var module : there.modules()) {
                call.askForModule(module.id(), () -> left(known, growth).modules().contains(module), until(end));
            }
            for (var vcpu : there.vcpus().reversed()) {
                call.askForVcpu(vcpu.vcpu(), () -> left(known, growth).vcpus().contains(vcpu), until(end));
                if (left(known, growth).vcpus().contains(vcpu)) {
                    return;
                }
            }
        }

        private static Duration until(long end) {
            return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        }
    }
}
