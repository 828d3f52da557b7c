package io.bedplate.agent;

import java.time.InstantSource;
import java.util.List;

import io.bedplate.agent.kernel.ProcessReader;
import io.bedplate.agent.proof.PlacementVerifier;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.HostTopology;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Rejection;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestShape;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Repinning;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Gives instances another place while they run. Both places are held from the decision until the kernel has one of them in
 * force and the journal says which, so at no moment is anything in use that is not claimed.
 */
final class Repins {
    private final VirtDriver driver;
    private final Journal journal;
    private final Claims claims;
    private final Books books;
    private final ProcessReader processes;
    private final InstantSource clock;

    Repins(VirtDriver driver, Journal journal, Claims claims, Books books, ProcessReader processes,
            InstantSource clock) {
        this.driver = driver;
        this.journal = journal;
        this.claims = claims;
        this.books = books;
        this.processes = processes;
        this.clock = clock;
    }

    private sealed interface Choice {
        record Place(Claim former, Claim moving) implements Choice {}

        record None(RepinResult answer) implements Choice {}
    }

    /** To a place that the caller has chosen. */
    RepinResult repin(InstanceId id, GuestPlacement wanted) {
        return repin(id, (claim, topology, held) -> {
            requireShape(claim, wanted);
            return books.obstacle(claim, wanted, topology, held)
                    .<Choice>map(why -> new Choice.None(new RepinResult.Taken(why)))
                    .orElseGet(() -> new Choice.Place(claim, claim.movingTo(wanted)));
        });
    }

    /** To the place that the planner would give it if it came now. */
    RepinResult repin(InstanceId id, NfvRequest request) {
        return repin(id, (claim, topology, held) -> switch (NfvPlanner.plan(books.stateFor(claim, topology, held),
                request)) {
            case Plan plan -> {
                requireShape(claim, plan.placement());
                yield new Choice.Place(claim, claim.movingTo(plan.placement()));
            }
            case Rejection rejection -> new Choice.None(new RepinResult.Rejected(rejection));
        });
    }

    private interface Chooser {
        Choice choose(Claim claim, HostTopology topology, List<Claim> held);
    }

    private RepinResult repin(InstanceId id, Chooser chooser) {
        var repinning = driver.repinning().orElseThrow(() -> new VirtDriverException(Kind.UNSUPPORTED,
                "the driver of this host gives no guest another place"));
        requireNotSuspended(id);
        var topology = driver.host();
        var choice = claims.atomically(held -> {
            var chosen = chooser.choose(Claims.active(id, held), topology, held);
            if (chosen instanceof Choice.Place(_, var moving)) {
                claims.put(moving);
            }
            return chosen;
        });
        return switch (choice) {
            case Choice.None(var answer) -> answer;
            case Choice.Place(var former, var moving) -> carryOut(former, moving, repinning);
        };
    }

    // Its memory on disk carries its place with it. Once the journal has it under way there would be no way back either.
    private void requireNotSuspended(InstanceId id) {
        if (driver.guest(id).map(Guest::state).filter(GuestState.SUSPENDED::equals).isPresent()) {
            throw new VirtDriverException(Kind.WRONG_STATE,
                    "instance %s is SUSPENDED; only one whose memory is not on disk gets another place".formatted(id));
        }
    }

    private static void requireShape(Claim claim, GuestPlacement wanted) {
        var differences = GuestShape.of(claim.spec().placement()).differences(GuestShape.of(wanted));
        if (!differences.isEmpty()) {
            throw new VirtDriverException(Kind.UNSUPPORTED, "instance %s cannot change its shape in place: %s"
                    .formatted(claim.id(), String.join("; ", differences)));
        }
    }

    private RepinResult carryOut(Claim former, Claim moving, Repinning repinning) {
        try {
            journal.put(moving);
        } catch (RuntimeException e) {
            claims.put(former);
            throw e;
        }
        var wanted = moving.wanted().orElseThrow();
        var gate = gate(wanted);
        try {
            repinning.repin(moving.id(), wanted, gate);
            return new RepinResult.Repinned(settle(moving, wanted), gate.evidence());
        } catch (RuntimeException first) {
            try {
                recover(moving);
            } catch (RuntimeException second) {
                // Both places stay claimed, for the next recovery.
                first.addSuppressed(second);
            }
            throw first;
        }
    }

    /**
     * Ends what was cut off: in the wanted place where the kernel has that in force, else in the former.
     *
     * @throws VirtDriverException when it is in neither; both places stay claimed
     */
    void recover(Claim moving) {
        var former = moving.spec().placement();
        var guest = driver.guest(moving.id());
        var place = guest.flatMap(found -> moving.wanted().filter(wanted -> inForce(found, wanted))).orElse(former);
        if (guest.isPresent()) {
            driver.repinning().ifPresent(repinning -> repinning.repin(moving.id(), place, gate(place)));
        }
        settle(moving, place);
    }

    private boolean inForce(Guest guest, GuestPlacement placement) {
        return PlacementVerifier.verify(guest, placement, processes.of(guest, placement), clock.instant()).inForce();
    }

    private ProvingGate gate(GuestPlacement placement) {
        return new ProvingGate(placement, processes, clock, new Stopwatch());
    }

    private Claim settle(Claim moving, GuestPlacement place) {
        var settled = moving.settledIn(place);
        journal.put(settled);
        claims.put(settled);
        return settled;
    }
}
