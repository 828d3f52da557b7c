package io.bedplate.libvirt;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import io.bedplate.libvirt.jna.DomainDefinition;
import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainMove;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.TravelDocument;
import io.bedplate.virt.Escort;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Migrating;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationResult;
import io.bedplate.virt.Passage;
import io.bedplate.virt.TravelPapers;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Sends guests away, from libvirtd to libvirtd, so that a migration needs nobody else once it is under way. The domain is
 * made halted at its destination and keeps its definition here, so nothing runs there, and nothing is forgotten here,
 * before somebody says so.
 */
final class Departures implements Migrating {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final GuestTurns turns;
    private final LibvirtLink link;
    private final Function<InstanceId, Farewell> farewells;
    /** Who is on its way by an order of this driver, and whom somebody has given up. */
    private final Set<InstanceId> leaving = ConcurrentHashMap.newKeySet();
    private final Set<InstanceId> aborted = ConcurrentHashMap.newKeySet();

    Departures(GuestTurns turns, LibvirtLink link, Function<InstanceId, Farewell> farewells) {
        this.turns = turns;
        this.link = link;
        this.farewells = farewells;
    }

    @Override
    public TravelPapers papers(InstanceId id) {
        return running(id, "sent away", known -> {
            var document = link.call(Lane.QUICK, session -> {
                var papers = new AtomicReference<TravelDocument>();
                Launcher.domain(session, id, domain -> {
                    var definition = new DomainDefinition(domain);
                    papers.set(new TravelDocument(definition.migratable(), definition.ofNextStart()));
                });
                return papers.get();
            });
            var files = TravelCheck.files(GuestDocuments.read(document.live()));
            return new TravelPapers(Arrivals.DRIVER, document.text(), new DiskMarks(id).put(files));
        });
    }

    private <T> T running(InstanceId id, String verb, Function<Guests.Known, T> work) {
        var answer = new AtomicReference<T>();
        turns.with(id, known -> {
            if (known.guestState() != GuestState.RUNNING) {
                throw GuestTurns.wrongState(known, verb);
            }
            answer.set(work.apply(known));
        });
        return answer.get();
    }

    @Override
    public long dirtyKibPerSecond(InstanceId id, Duration watched) {
        // libvirt takes whole seconds from 1 to 60 (VIR_DOMAIN_DIRTYRATE_*).
        int seconds = Math.clamp(watched.toSeconds(), 1, 60);
        return running(id, "watched", _ -> {
            order(id, move -> move.startDirtyRate(seconds));
            long end = System.nanoTime() + Duration.ofSeconds(seconds + 30L).toNanos();
            var rate = OptionalLong.empty();
            while (rate.isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new VirtDriverException(Kind.UNAVAILABLE,
                            "instance %s: QEMU does not say how much it writes".formatted(id));
                }
                MigrationRun.pause(LOOK);
                rate = ask(id, DomainMove::dirtyMibPerSecond);
            }
            return rate.getAsLong() << 10;
        });
    }

    private void order(InstanceId id, Consumer<DomainMove> order) {
        ask(id, move -> {
            order.accept(move);
            return true;
        });
    }

    private <T> T ask(InstanceId id, Function<DomainMove, T> question) {
        return ask(link, id, domain -> question.apply(new DomainMove(domain)));
    }

    static <T> T ask(LibvirtLink link, InstanceId id, Function<DomainHandle, T> question) {
        return link.call(Lane.QUICK, session -> {
            try (var domain = session.lookup(id.uuid()).orElseThrow(() -> Launcher.unknown(id))) {
                return question.apply(domain);
            }
        });
    }

    @Override
    public MigrationResult migrate(InstanceId id, String document, Passage passage, MigrationPolicy policy,
            Escort escort) {
        return running(id, "sent away", known -> {
            aborted.remove(id);
            leaving.add(id);
            try (var farewell = farewells.apply(id)) {
                var travel = TravelDocument.read(document);
                return new MigrationRun(link, turns.guests(), known, policy, escort, farewell,
                        () -> aborted.contains(id)).to(passage, travel);
            } finally {
                leaving.remove(id);
                removeMarks(id);
            }
        });
    }

    private void removeMarks(InstanceId id) {
        var definition = ask(link, id, domain -> new DomainDefinition(domain).ofNextStart());
        new DiskMarks(id).remove(TravelCheck.files(DomainXml.read(definition)));
    }

    @Override
    public void abort(InstanceId id) {
        if (leaving.contains(id)) {
            // Whoever sends it gives it up; it cannot be asked to before it is under way.
            aborted.add(id);
        } else {
            turns.with(id, this::endLeftOver);
        }
    }

    /** Ends what a driver that is gone has begun. */
    private void endLeftOver(Guests.Known known) {
        removeMarks(known.id());
        if (known.state().isActive()) {
            new MigrationEnd(link, turns.guests(), known.id()).stay();
        }
    }
}
