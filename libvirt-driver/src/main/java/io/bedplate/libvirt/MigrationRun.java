package io.bedplate.libvirt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.bedplate.libvirt.jna.DomainHandle;
import io.bedplate.libvirt.jna.DomainMove;
import io.bedplate.libvirt.jna.DomainState;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.jna.MoveStats;
import io.bedplate.libvirt.xml.TravelDocument;
import io.bedplate.virt.Escort;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationProgress;
import io.bedplate.virt.MigrationResult;
import io.bedplate.virt.MigrationResult.Ended;
import io.bedplate.virt.MigrationResult.Left;
import io.bedplate.virt.MigrationResult.Stayed;
import io.bedplate.virt.MigrationResult.Why;
import io.bedplate.virt.Passage;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * One migration. It begins at the least bandwidth and downtime there are, so that the destination's process can be looked
 * at while the guest runs here; when the escort lets it go, it gets what the policy grants.
 */
final class MigrationRun {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration LAST_LOOK = Duration.ofMillis(5);
    private static final long LEAST_MIB_PER_SECOND = 1;
    private static final long LEAST_MILLIS = 1;
    private static final Pattern HOST_OF_DATA = Pattern.compile("tcp://(\\[[0-9a-fA-F:.]+]|[^:/\\[\\]]+)(?::\\d+)?/?");

    private final LibvirtLink link;
    private final Guests guests;
    private final Guests.Known guest;
    private final MigrationPolicy policy;
    private final Escort escort;
    private final Farewell farewell;
    private final BooleanSupplier aborted;
    private final MigrationEnd end;
    private boolean escorted;
    private boolean forced;
    private boolean handedOver;
    private Duration granted = Duration.ZERO;
    private int firstRound;
    private long most;
    private Optional<Why> why = Optional.empty();

    MigrationRun(LibvirtLink link, Guests guests, Guests.Known guest, MigrationPolicy policy, Escort escort,
            Farewell farewell, BooleanSupplier aborted) {
        this.link = link;
        this.guests = guests;
        this.guest = guest;
        this.policy = policy;
        this.escort = escort;
        this.farewell = farewell;
        this.aborted = aborted;
        end = new MigrationEnd(link, guests, guest.id());
    }

    MigrationResult to(Passage passage, TravelDocument document) {
        order(move -> move.setMaxDowntime(LEAST_MILLIS));
        var order = new DomainMove.Order(passage.control(), passage.data(), passage.data().flatMap(MigrationRun::host),
                document.live(), document.definition(), LEAST_MIB_PER_SECOND, policy.autoConverge(), policy.channels());
        var call = CompletableFuture.supplyAsync(() -> send(order), Thread::startVirtualThread);
        try {
            while (!isOver(call)) {
                follow();
            }
            handOver();
        } catch (RuntimeException | Error e) {
            // What goes on without a caller must not.
            end.giveUp();
            throw e;
        }
        return result(call.join());
    }

    /** libvirt listens on all addresses unless it is told one. */
    private static Optional<String> host(String data) {
        var uri = HOST_OF_DATA.matcher(data);
        return uri.matches() ? Optional.of(uri.group(1).replaceAll("[\\[\\]]", "")) : Optional.empty();
    }

    /** Its failure; empty = the guest is there. */
    private Optional<VirtDriverException> send(DomainMove.Order order) {
        try {
            link.call(Lane.MOVE, session -> Launcher.domain(session, guest.id(),
                    domain -> new DomainMove(domain).migrate(order)));
            return Optional.empty();
        } catch (VirtDriverException e) {
            return Optional.of(e);
        }
    }

    private boolean isOver(CompletableFuture<?> call) {
        try {
            call.get(untilNextLook().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a migration that failed unheard", e);
        } catch (InterruptedException _) {
            // The call cannot be taken back; whoever interrupts wants it given up.
            Thread.currentThread().interrupt();
            throw new VirtDriverException(Kind.INTERNAL, "interrupted while a guest was on its way");
        }
    }

    private Duration untilNextLook() {
        if (isLeaving()) {
            return LAST_LOOK;
        }
        // A small guest is there soon; nobody has looked at it yet.
        return escorted ? LOOK : FIRST_LOOK;
    }

    /** Whether it stands still to leave: from here on libvirt may answer late, so it is not asked. */
    private boolean isLeaving() {
        return !forced && !handedOver && farewell.stoodStill().isPresent();
    }

    private void follow() {
        if (farewell.isOver()) {
            handOver();
        } else if (!isLeaving()) {
            look();
        }
    }

    /** As soon as it is certain that it runs here never again; libvirt's answer comes later. */
    private void handOver() {
        if (!handedOver && farewell.isOver()) {
            handedOver = escort.gone(farewell.stoodStill().orElse(Duration.ZERO));
        }
    }

    private void look() {
        stats().filter(MoveStats::isSending).ifPresent(stats -> {
            var progress = progress(stats);
            if (!escorted) {
                escorted = true;
                firstRound = stats.iteration();
                escort();
            } else if (why.isEmpty()) {
                most = Math.max(most, stats.bytesPerSecond() >> 10);
                allow(policy.downtimeIn(stats.iteration() - firstRound + 1));
            }
            escort.progress(progress);
            judge(progress);
        });
    }

    private void escort() {
        switch (escort.arriving()) {
            // Given up meanwhile, it must not be let go: it could be there at once.
            case Verdict.Admit() when !aborted.getAsBoolean() -> {
                allow(policy.downtimeIn(1));
                order(move -> move.setMaxSpeed(policy.mibPerSecond()));
            }
            case Verdict.Admit() -> giveUp(new Why.Aborted());
            case Verdict.Refuse(var differences) -> giveUp(new Why.NotInPlace(differences));
        }
    }

    private void allow(Duration downtime) {
        if (!downtime.equals(granted)) {
            granted = downtime;
            order(move -> move.setMaxDowntime(downtime.toMillis()));
        }
    }

    private void judge(MigrationProgress progress) {
        if (why.isEmpty() && aborted.getAsBoolean()) {
            giveUp(new Why.Aborted());
        } else if (why.isEmpty() && !forced && progress.elapsed().compareTo(policy.budget()) > 0) {
            switch (policy.atEnd()) {
                case ABORT -> giveUp(new Why.OverBudget(policy.budget(), progress));
                case FORCE -> force();
            }
        }
    }

    private void giveUp(Why because) {
        why = Optional.of(because);
        end.giveUp();
    }

    // A guest that stands still writes nothing.
    private void force() {
        forced = true;
        quietly(() -> link.call(Lane.QUICK, session -> Launcher.domain(session, guest.id(), DomainHandle::suspend)));
    }

    /** Empty before it is under way, and once it is over. */
    private Optional<MoveStats> stats() {
        try {
            return Optional.of(Departures.ask(link, guest.id(), domain -> new DomainMove(domain).stats()));
        } catch (VirtDriverException _) {
            // What is wrong, the call itself will say.
            return Optional.empty();
        }
    }

    private void order(Consumer<DomainMove> order) {
        quietly(() -> Departures.ask(link, guest.id(), domain -> {
            order.accept(new DomainMove(domain));
            return true;
        }));
    }

    // It may be over meanwhile, which is seen at once.
    private static void quietly(Runnable order) {
        try {
            order.run();
        } catch (VirtDriverException e) {
            if (e.kind() == Kind.UNAVAILABLE) {
                throw e;
            }
        }
    }

    private static MigrationProgress progress(MoveStats stats) {
        return new MigrationProgress(Duration.ofMillis(stats.elapsedMillis()), stats.totalBytes() >> 10,
                stats.sentBytes() >> 10, stats.remainingBytes() >> 10,
                (stats.dirtyPagesPerSecond() * stats.pageBytes()) >> 10, stats.iteration());
    }

    private MigrationResult result(Optional<VirtDriverException> failure) {
        // Handed over, it is there, whatever libvirt made of its end.
        if (failure.isEmpty() || handedOver) {
            return left();
        }
        var said = failure.get();
        // Also where libvirtd went away meanwhile and is back.
        end.stay();
        var state = guests.known(guest.id()).map(Guests.Known::state);
        if (state.filter(DomainState::isActive).isPresent()) {
            return new Stayed(why.orElseGet(() -> new Why.Failed(String.valueOf(said.getMessage()))));
        }
        if (state.filter(DomainState::hasMigrated).isPresent()) {
            return left();
        }
        if (said.kind() == Kind.UNAVAILABLE) {
            throw said;
        }
        return new Ended(String.valueOf(said.getMessage()));
    }

    private MigrationResult left() {
        var last = lastStats();
        return new Left(Duration.ofMillis(last.map(MoveStats::elapsedMillis).orElse(0L)),
                Duration.ofMillis(last.map(MoveStats::downtimeMillis).orElse(0L)),
                last.map(MoveStats::sentBytes).orElse(0L) >> 10, last.map(MoveStats::iteration).orElse(1),
                most);
    }

    private Optional<MoveStats> lastStats() {
        try {
            return Optional.of(Departures.ask(link, guest.id(), domain -> new DomainMove(domain).lastStats()));
        } catch (VirtDriverException _) {
            return Optional.empty();
        }
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
