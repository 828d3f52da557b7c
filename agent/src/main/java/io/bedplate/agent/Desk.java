package io.bedplate.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.kernel.ProcessReader;
import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * What every order on an instance works with.
 *
 * @param boot which boot of the host this is; empty = it does not say
 */
record Desk(VirtDriver driver, Journal journal, Claims claims, Turns turns, ProcessReader processes,
        InstantSource clock, Optional<String> boot) {
    private static final System.Logger LOG = System.getLogger(Desk.class.getName());

    /** Does something with an instance in its turn, where its claim is in one of these phases; none given = in any. */
    <T> T order(InstanceId id, List<Phase> phases, Function<Claim, T> work) {
        return turns.get(id, () -> {
            var claim = claims.get(id).orElseThrow(() -> Claims.none(id));
            if (!phases.isEmpty() && !phases.contains(claim.phase())) {
                throw wrongPhase(claim, phases);
            }
            return work.apply(claim);
        });
    }

    /** The same, and keeps how long it took. */
    <T> T order(Order order, InstanceId id, List<Phase> phases, Function<Claim, T> work,
            Function<T, Outcome> outcome) {
        return turns.times().timed(order, () -> order(id, phases, work), outcome);
    }

    /** A claim that is cut off ends the guest of its instance: it must not be made for a guest that was there before. */
    void requireNoGuest(InstanceId id) {
        if (driver.guest(id).isPresent() && claims.get(id).isEmpty()) {
            throw new VirtDriverException(Kind.EXISTS,
                    "instance %s: the host has a guest of that id, which no claim names".formatted(id));
        }
    }

    static VirtDriverException wrongPhase(Claim claim, List<Phase> wanted) {
        return new VirtDriverException(Kind.WRONG_STATE,
                "instance %s is %s; wanted %s".formatted(claim.id(), claim.phase(), wanted));
    }

    /** On disk first. */
    Claim put(Claim claim) {
        journal.put(claim);
        claims.put(claim);
        return claim;
    }

    void forget(InstanceId id) {
        journal.remove(id);
        claims.remove(id);
    }

    ProvingGate gate(GuestPlacement placement) {
        return new ProvingGate(placement, processes, clock, new Stopwatch());
    }

    Optional<GuestState> state(Claim claim) {
        return driver.guest(claim.id()).map(Guest::state);
    }

    /** Whether it has a process. */
    boolean runs(Claim claim) {
        return state(claim).filter(state -> state == GuestState.RUNNING || state == GuestState.PAUSED).isPresent();
    }

    /**
     * Ends a start that was cut off. A guest that waits for the gate's word gets it now: where it is as claimed, or can be
     * put there, it runs, since memory that came back from disk with it would be lost otherwise; else it is stopped.
     */
    void endStart(Claim claim) {
        driver.guest(claim.id()).filter(guest -> guest.state() == GuestState.PAUSED).ifPresent(guest -> {
            var pausing = driver.pausing();
            if (pausing.isPresent() && (isInPlace(claim, guest) || getsIntoPlace(claim))) {
                pausing.get().resume(guest.id());
            } else {
                driver.stop(guest.id(), Duration.ZERO);
            }
        });
    }

    private boolean isInPlace(Claim claim, Guest guest) {
        return gate(claim.spec().passed()).inspect(guest) instanceof Verdict.Admit;
    }

    // A driver may put some threads into their place only when the memory is there.
    private boolean getsIntoPlace(Claim claim) {
        var repinning = driver.repinning();
        if (repinning.isEmpty()) {
            return false;
        }
        try {
            var place = claim.spec().placement();
            repinning.get().repin(claim.id(), place, gate(place));
            return true;
        } catch (VirtDriverException e) {
            if (e.kind() == Kind.UNAVAILABLE) {
                throw e;
            }
            LOG.log(System.Logger.Level.WARNING, "instance {0} cannot be put into its place: {1}", claim.id(),
                    e.getMessage());
            return false;
        }
    }

    /** Starts it in the place it has claimed, where it does not run. */
    void startAgain(Claim claim) {
        endStart(claim);
        if (state(claim).isPresent() && !runs(claim)) {
            driver.start(claim.id(), gate(claim.spec().passed()));
        }
    }

    /** Notes whether it is to run, now and after a reboot of the host. */
    Claim note(Claim claim, boolean toRun) {
        return put(claim.toRunIn(toRun ? boot : Optional.empty()));
    }

    static <T> T required(Optional<T> ability, String what) {
        return ability.orElseThrow(
                () -> new VirtDriverException(Kind.UNSUPPORTED, "the driver of this host cannot " + what));
    }

    /** Whether what was cut off could be settled; else the claim stays as it is, for the next recovery. */
    boolean settles(InstanceId id, Runnable work) {
        try {
            turns.with(id, work);
            return true;
        } catch (VirtDriverException e) {
            LOG.log(System.Logger.Level.WARNING, "instance {0} stays as it was cut off: {1}", id, e.getMessage());
            return false;
        }
    }

    /** The failure to throw once the instance is settled; what cannot be settled now waits for the next recovery. */
    static RuntimeException settled(RuntimeException failure, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
