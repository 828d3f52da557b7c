package io.bedplate.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.virt.Escort;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.Migrating;
import io.bedplate.virt.MigrationExperience;
import io.bedplate.virt.MigrationForecast;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationPolicy.AtEnd;
import io.bedplate.virt.MigrationProgress;
import io.bedplate.virt.MigrationRefusal;
import io.bedplate.virt.MigrationResult;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Orders that send instances to other hosts while they run. The destination claims a place first; what is there is
 * compared with that claim while the instance runs here still, and once more when it is over here and before it runs
 * there. Only then does this host forget it. At each moment the journals of both say whose it is: until this one has it
 * as LEFT it is this host's, whatever the destination has of it, and from then on the other's.
 */
public final class LeaveOrders implements Origin {
    private static final Duration WATCHED = Duration.ofSeconds(1);

    private final Desk desk;
    private final Neighbours neighbours;
    private final Map<InstanceId, MigrationProgress> progress = new ConcurrentHashMap<>();
    private final Map<String, MigrationExperience> experiences = new ConcurrentHashMap<>();
    private final Set<InstanceId> givenUp = ConcurrentHashMap.newKeySet();

    LeaveOrders(Desk desk, Neighbours neighbours) {
        this.desk = desk;
        this.neighbours = neighbours;
    }

    private Migrating migrating() {
        return Desk.required(desk.driver().migrating(), "send guests to other hosts");
    }

    private Destination destination(InstanceId id, String host) {
        return neighbours.destination(host).orElseThrow(() -> new VirtDriverException(Kind.UNAVAILABLE,
                "instance %s: the agent of host %s cannot be reached".formatted(id, host)));
    }

    /**
     * Sends a running instance to another host.
     *
     * @throws VirtDriverException as {@link Migrating#migrate}; WRONG_STATE for an instance that something else is being
     *                             done with; UNAVAILABLE where a hypervisor or the destination's agent does not answer: who
     *                             has the instance then, {@link #settle} finds out
     */
    public MigrateResult migrate(InstanceId id, MigrateOrder order) {
        var migrating = migrating();
        var destination = destination(id, order.host());
        return desk.order(Order.MIGRATE, id, List.of(Phase.ACTIVE), claim -> {
            givenUp.remove(id);
            if (!claim.grown().none()) {
                return new MigrateResult.Refused(
                        List.of(new MigrationRefusal.NotDone("%s came to it while it ran".formatted(claim.grown()))));
            }
            var forecast = MigrationForecast.of(claim.spec().memoryKib(), migrating.dirtyKibPerSecond(id, WATCHED),
                    order.policy(), experience(order.host()));
            if (!forecast.converges() && !helps(order.policy())) {
                return new MigrateResult.Refused(List.of(new MigrationRefusal.WouldNotConverge(forecast)));
            }
            var leaving = desk.put(claim.in(Phase.LEAVING, new Change.Leaving(order.host())));
            try {
                return new Departure(leaving, order, destination, migrating, forecast).carryOut();
            } catch (RuntimeException e) {
                throw Desk.settled(e, () -> desk.claims().get(id).ifPresent(this::recover));
            } finally {
                progress.remove(id);
            }
        }, Outcome::of);
    }

    /** What earlier migrations by this agent to that host showed. */
    public MigrationExperience experience(String host) {
        return experiences.getOrDefault(host, MigrationExperience.NONE);
    }

    private static boolean helps(MigrationPolicy policy) {
        return policy.autoConverge() || policy.atEnd() == AtEnd.FORCE;
    }

    /** One instance on its way. */
    private final class Departure implements Escort {
        private final Claim leaving;
        private final MigrateOrder order;
        private final Destination destination;
        private final Migrating migrating;
        private final MigrationForecast forecast;
        private Optional<Evidence> evidence = Optional.empty();
        private Duration standstill = Duration.ZERO;

        Departure(Claim leaving, MigrateOrder order, Destination destination, Migrating migrating,
                MigrationForecast forecast) {
            this.leaving = leaving;
            this.order = order;
            this.destination = destination;
            this.migrating = migrating;
            this.forecast = forecast;
        }

        MigrateResult carryOut() {
            var traveller = new Traveller(leaving.spec(), neighbours.self(), leaving.ownsDisks(), order.place(),
                    migrating.papers(leaving.id()), order.policy(), order.consoleLog());
            return switch (destination.prepare(traveller)) {
                case Welcome.Ready(var document) -> send(document);
                case Welcome.Refused(var reasons) -> staying(new MigrateResult.Refused(reasons));
                case Welcome.Rejected(var rejection) -> staying(new MigrateResult.Rejected(rejection));
                case Welcome.Taken(var why) -> staying(new MigrateResult.Taken(why));
            };
        }

        private MigrateResult staying(MigrateResult answer) {
            migrating.abort(leaving.id());
            desk.put(leaving.activeAs(leaving.spec()));
            return answer;
        }

        private MigrateResult send(String document) {
            return switch (migrating.migrate(leaving.id(), document, order.passage(), order.policy(), this)) {
                case MigrationResult.Left left -> {
                    if (evidence.isPresent()) {
                        learn(left);
                    } else {
                        handOver(left.downtime());
                    }
                    forget(leaving);
                    yield new MigrateResult.Moved(evidence.orElseThrow(), forecast, left, standstill);
                }
                case MigrationResult.Stayed(var why) -> {
                    stays(leaving, destination);
                    yield new MigrateResult.Stayed(
                            givenUp.contains(leaving.id()) ? new MigrationResult.Why.Aborted() : why, forecast);
                }
                case MigrationResult.Ended(var why) -> {
                    stays(leaving, destination);
                    yield new MigrateResult.Ended(why);
                }
            };
        }

        // Of a guest that was forced, or whose end was seen late, nothing is learnt.
        private void learn(MigrationResult.Left left) {
            if (forecast.converges()) {
                experiences.compute(order.host(),
                        (host, _) -> experience(host).with(forecast, standstill, order.policy().mibPerSecond() << 10,
                                left.kibPerSecond()));
            }
        }

        @Override
        public Verdict arriving() {
            return givenUp.contains(leaving.id())
                    ? new Verdict.Refuse(List.of("it was given up"))
                    : destination.look(leaving.id());
        }

        @Override
        public void progress(MigrationProgress now) {
            progress.put(leaving.id(), now);
        }

        @Override
        public boolean gone(Duration stoodStill) {
            if (destination.hasArrived(leaving.id())) {
                handOver(stoodStill);
            }
            return evidence.isPresent();
        }

        private void handOver(Duration stoodStill) {
            long since = System.nanoTime();
            desk.put(leaving.in(Phase.LEFT));
            evidence = Optional.of(destination.admit(leaving.id()));
            standstill = stoodStill.plusNanos(System.nanoTime() - since);
        }
    }

    private void stays(Claim leaving, Destination destination) {
        destination.withdraw(leaving.id());
        desk.put(leaving.activeAs(leaving.spec()));
    }

    private void finish(Claim left, Destination destination) {
        var _ = destination.admit(left.id());
        forget(left);
    }

    // Its disks are the destination's now; only the guest's definition goes.
    private void forget(Claim left) {
        desk.driver().destroy(left.id());
        desk.forget(left.id());
    }

    /** How far an instance has come that is on its way. */
    public Optional<MigrationProgress> progress(InstanceId id) {
        return Optional.ofNullable(progress.get(id));
    }

    /**
     * Has an instance on its way stay; {@link #migrate} says whether that came in time.
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for one that is not on its way
     */
    public void abort(InstanceId id) {
        var claim = desk.claims().get(id).orElseThrow(() -> Claims.none(id));
        if (claim.phase() != Phase.LEAVING) {
            throw Desk.wrongPhase(claim, List.of(Phase.LEAVING));
        }
        givenUp.add(id);
        migrating().abort(id);
    }

    /**
     * Finds out who has an instance whose migration was cut off, and finishes it there; as the recovery of this agent
     * does.
     *
     * @throws VirtDriverException UNAVAILABLE where hypervisor or destination still do not answer
     */
    public void settle(InstanceId id) {
        desk.order(id, List.of(Phase.LEAVING, Phase.LEFT), claim -> {
            recover(claim);
            return true;
        });
    }

    /** Ends what was cut off: here, where it has its process still, else there, where it is whole. */
    void recover(Claim claim) {
        var destination = destination(claim.id(), ((Change.Leaving) claim.change().orElseThrow()).host());
        if (claim.phase() == Phase.LEFT) {
            finish(claim, destination);
            return;
        }
        if (desk.state(claim).isPresent()) {
            migrating().abort(claim.id());
        }
        if (!desk.runs(claim) && destination.hasArrived(claim.id())) {
            finish(desk.put(claim.in(Phase.LEFT)), destination);
        } else {
            stays(claim, destination);
        }
    }

    @Override
    public Standing standing(InstanceId id, String destination) {
        return desk.journal().claims().stream().filter(claim -> claim.id().equals(id))
                .filter(claim -> claim.change().equals(Optional.of(new Change.Leaving(destination)))).findFirst()
                .map(claim -> claim.phase() == Phase.LEFT ? Standing.GONE : Standing.LEAVING)
                .orElse(Standing.STAYS);
    }
}
