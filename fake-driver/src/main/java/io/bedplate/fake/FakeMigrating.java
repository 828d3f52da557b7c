package io.bedplate.fake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.bedplate.virt.Escort;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.Migrating;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationProgress;
import io.bedplate.virt.MigrationResult;
import io.bedplate.virt.MigrationResult.Ended;
import io.bedplate.virt.MigrationResult.Left;
import io.bedplate.virt.MigrationResult.Stayed;
import io.bedplate.virt.MigrationResult.Why;
import io.bedplate.virt.Passage;
import io.bedplate.virt.TravelPapers;
import io.bedplate.virt.VirtDriverException;

/** Sends guests along the {@link Roads} of a simulated host; all memory goes in one round, in no time. */
record FakeMigrating(FakeDriver driver, SimulatedHost host) implements Migrating {
    static final String DRIVER = "fake";

    @Override
    public TravelPapers papers(InstanceId id) {
        return running(id, guest -> new TravelPapers(DRIVER, guest.spec().name(), new TreeMap<>()));
    }

    @Override
    public long dirtyKibPerSecond(InstanceId id, Duration watched) {
        return running(id, _ -> host.roads().dirtyKibPerSecond());
    }

    private <T> T running(InstanceId id, Function<FakeGuest, T> work) {
        var answer = new AtomicReference<T>();
        driver.inTurn(id, guest -> {
            if (guest.state() != GuestState.RUNNING) {
                throw FakeDriver.wrongState(guest, "RUNNING");
            }
            answer.set(work.apply(guest));
        });
        return answer.get();
    }

    @Override
    public MigrationResult migrate(InstanceId id, String document, Passage passage, MigrationPolicy policy,
            Escort escort) {
        return running(id, guest -> host.roads().destination(passage.control())
                .map(there -> send(guest, there, escort))
                .orElseGet(() -> failed("no host %s can be reached".formatted(passage.control()))));
    }

    private static MigrationResult failed(String why) {
        return new Stayed(new Why.Failed(why));
    }

    private MigrationResult send(FakeGuest guest, SimulatedHost there, Escort escort) {
        FakeGuest arriving;
        try {
            arriving = there.arrive(guest.id());
        } catch (VirtDriverException e) {
            return failed(String.valueOf(e.getMessage()));
        }
        host.roads().begin(guest.id(), new Roads.Way(there, arriving));
        var result = new AtomicReference<MigrationResult>();
        try {
            AllOrNothing.run(() -> result.set(finish(guest, arriving, escorted(guest, arriving, escort))),
                    () -> giveUp(guest.id()));
        } catch (CallerEnded e) {
            if (host.roads().finishesAlone()) {
                finish(guest, arriving, Optional.empty());
            }
            throw e;
        }
        if (result.get() instanceof Left) {
            var _ = escort.gone(Duration.ZERO);
        }
        return result.get();
    }

    private Optional<MigrationResult> escorted(FakeGuest guest, FakeGuest arriving, Escort escort) {
        var verdict = escort.arriving();
        long memory = guest.spec().memoryKib();
        escort.progress(new MigrationProgress(Duration.ZERO, memory, 0, memory, 0, 1));
        if (verdict instanceof Verdict.Refuse(List<String> differences)) {
            return Optional.of(new Stayed(new Why.NotInPlace(differences)));
        }
        if (host.roads().isAborted(guest.id())) {
            return Optional.of(new Stayed(new Why.Aborted()));
        }
        return arriving.process().isEmpty()
                ? Optional.of(failed("the destination's process ended"))
                : Optional.empty();
    }

    private MigrationResult finish(FakeGuest guest, FakeGuest arriving, Optional<MigrationResult> otherwise) {
        if (otherwise.isPresent() || guest.process().isEmpty()) {
            giveUp(guest.id());
            return otherwise.orElseGet(() -> new Ended("its process ended on the way"));
        }
        arriving.travel(FakeGuest.Travel.WAITING);
        host.end(guest, GuestState.STOPPED);
        var _ = host.roads().end(guest.id());
        return new Left(Duration.ZERO, Duration.ZERO, guest.spec().memoryKib(), 1, 0);
    }

    private void giveUp(InstanceId id) {
        host.roads().end(id).ifPresent(way -> way.destination().forget(way.guest()));
    }

    @Override
    public void abort(InstanceId id) {
        if (!driver.isAtWorkOn(id)) {
            driver.inTurn(id, _ -> giveUp(id));
        } else {
            host.roads().abort(id);
        }
    }
}
