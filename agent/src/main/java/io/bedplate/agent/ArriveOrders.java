package io.bedplate.agent;

import java.util.List;
import java.util.Optional;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.PlacementVerifier;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.HostTopology;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Rejection;
import io.bedplate.virt.GuestShape;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.MigrationRefusal.NotDone;
import io.bedplate.virt.Preparation;
import io.bedplate.virt.Receiving;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Takes in instances of other hosts. A place is claimed before anything of the instance comes, and until it is admitted
 * or withdrawn; it runs here only after its former host has said that it is over there.
 */
final class ArriveOrders implements Destination {
    private final Desk desk;
    private final Books books;
    private final Neighbours neighbours;

    ArriveOrders(Desk desk, Books books, Neighbours neighbours) {
        this.desk = desk;
        this.books = books;
        this.neighbours = neighbours;
    }

    private sealed interface Choice {
        record Place(Claim arriving) implements Choice {}

        record None(Welcome answer) implements Choice {}
    }

    private Receiving receiving() {
        return Desk.required(desk.driver().receiving(), "take in guests of other hosts");
    }

    @Override
    public Welcome prepare(Traveller traveller) {
        var receiving = receiving();
        var id = traveller.spec().id();
        return desk.turns().get(id, () -> {
            withdrawNow(id);
            if (desk.driver().guest(id).isPresent()) {
                throw new VirtDriverException(Kind.EXISTS,
                        "instance %s: this host has a guest of that id".formatted(id));
            }
            var topology = desk.driver().host();
            return switch (desk.claims().atomically(held -> choose(traveller, topology, held))) {
                case Choice.None(var answer) -> answer;
                case Choice.Place(var arriving) -> prepare(traveller, arriving, receiving);
            };
        });
    }

    private Choice choose(Traveller traveller, HostTopology topology, List<Claim> held) {
        return switch (traveller.place()) {
            case NewPlace.Chosen(var placement) -> books.obstacle(traveller.spec(), placement, topology, held)
                    .<Choice>map(why -> new Choice.None(new Welcome.Taken(why)))
                    .orElseGet(() -> claim(traveller, placement));
            case NewPlace.Planned(var request) -> switch (NfvPlanner.plan(books.state(topology, held), request)) {
                case Plan plan -> claim(traveller, plan.placement());
                case Rejection rejection -> new Choice.None(new Welcome.Rejected(rejection));
            };
        };
    }

    private Choice claim(Traveller traveller, GuestPlacement placement) {
        var differences = GuestShape.of(traveller.spec().placement()).differences(GuestShape.of(placement));
        if (!differences.isEmpty()) {
            return new Choice.None(new Welcome.Refused(
                    List.of(new NotDone("its shape cannot change on the way: " + String.join("; ", differences)))));
        }
        var arriving = new Claim(spec(traveller, placement), Phase.ARRIVING, desk.clock().instant())
                .in(Phase.ARRIVING, new Change.Arriving(traveller.from(), traveller.ownsDisks()));
        desk.claims().put(arriving);
        return new Choice.Place(arriving);
    }

    private static InstanceSpec spec(Traveller traveller, GuestPlacement placement) {
        var spec = traveller.spec().placed(traveller.spec().vcpus(), traveller.spec().memoryKib(), placement);
        return traveller.consoleLog().map(spec::logging).orElse(spec);
    }

    private Welcome prepare(Traveller traveller, Claim arriving, Receiving receiving) {
        try {
            desk.journal().put(arriving);
            return switch (receiving.prepare(arriving.spec(), traveller.papers(), traveller.policy())) {
                case Preparation.Ready(var document) -> new Welcome.Ready(document);
                case Preparation.Refused(var reasons) -> {
                    desk.forget(arriving.id());
                    yield new Welcome.Refused(reasons);
                }
            };
        } catch (RuntimeException e) {
            throw Desk.settled(e, () -> desk.forget(arriving.id()));
        }
    }

    @Override
    public Verdict look(InstanceId id) {
        var arriving = claim(id);
        return receiving().look(id, desk.gate(arriving.spec().passed()));
    }

    private Claim claim(InstanceId id) {
        return desk.claims().get(id).orElseThrow(() -> Claims.none(id));
    }

    @Override
    public boolean hasArrived(InstanceId id) {
        return receiving().arrived(id);
    }

    @Override
    public Evidence admit(InstanceId id) {
        return desk.turns().get(id, () -> {
            var claim = claim(id);
            return claim.phase() == Phase.ARRIVING ? admit(claim) : evidence(claim);
        });
    }

    private Evidence admit(Claim arriving) {
        var gate = desk.gate(arriving.spec().passed());
        try {
            receiving().admit(arriving.id(), gate);
        } catch (VirtDriverException e) {
            if (e.kind() != Kind.PLACEMENT_NOT_IN_FORCE) {
                throw e;
            }
            // Nobody else has it: out of its place it serves better than not at all, and the evidence says where it is.
            receiving().admit(arriving.id(), LaunchGate.OPEN);
        }
        desk.note(settled(arriving), true);
        return gate.evidence().orElseGet(() -> evidence(arriving));
    }

    private static Claim settled(Claim arriving) {
        var active = arriving.activeAs(arriving.spec());
        return change(arriving).ownsDisks() ? active.owningDisks() : active;
    }

    private static Change.Arriving change(Claim arriving) {
        return (Change.Arriving) arriving.change().orElseThrow();
    }

    private Evidence evidence(Claim claim) {
        var guest = desk.driver().guest(claim.id()).orElseThrow(() -> Claims.none(claim.id()));
        var claimed = claim.spec().passed();
        return PlacementVerifier.verify(guest, claimed, desk.processes().of(guest, claimed), desk.clock().instant());
    }

    @Override
    public void withdraw(InstanceId id) {
        desk.turns().with(id, () -> withdrawNow(id));
    }

    private void withdrawNow(InstanceId id) {
        desk.claims().get(id).ifPresent(claim -> {
            if (claim.phase() != Phase.ARRIVING) {
                throw Desk.wrongPhase(claim, List.of(Phase.ARRIVING));
            }
            // Its disks are where it comes from, and in use there.
            desk.driver().destroy(id);
            desk.forget(id);
        });
    }

    /**
     * Goes on with an instance whose coming was cut off: what it is, its former host knows.
     *
     * @throws VirtDriverException UNAVAILABLE where that does not answer
     */
    void recover(Claim arriving) {
        if (desk.state(arriving).equals(Optional.of(GuestState.RUNNING))) {
            // It was admitted: nobody else lets it run.
            desk.note(settled(arriving), true);
            return;
        }
        var from = change(arriving).from();
        var origin = neighbours.origin(from).orElseThrow(() -> new VirtDriverException(Kind.UNAVAILABLE,
                "instance %s comes from host %s, whose agent cannot be reached".formatted(arriving.id(), from)));
        switch (origin.standing(arriving.id(), neighbours.self())) {
            case GONE -> admit(arriving);
            case LEAVING -> {
            }
            case STAYS -> withdrawNow(arriving.id());
        }
    }
}
