package io.bedplate.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.host.HostTopology;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Growing;
import io.bedplate.virt.Growth;
import io.bedplate.virt.GuestExtent;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Orders that give an instance vCPUs and memory while it runs, and take them back. All that the guest may have is held
 * from before it comes until the guest has let go, so at no moment is anything in use that is not claimed. What fails or
 * is cut off is taken back, but for what the guest keeps, which stays claimed.
 */
public final class GrowOrders {
    /** For a guest to give back what was cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Desk desk;
    private final Books books;

    GrowOrders(Desk desk, Books books) {
        this.desk = desk;
        this.books = books;
    }

    private sealed interface Choice {
        record Place(Claim growing, Growth growth) implements Choice {}

        record None(GrowResult answer) implements Choice {}
    }

    /**
     * Gives an instance more, in the host cells where it is.
     *
     * @throws VirtDriverException as {@link Growing#grow}; WRONG_STATE for an instance that something else is being done
     *                             with; UNSUPPORTED where the driver cannot
     */
    public GrowResult grow(InstanceId id, GrowRequest request) {
        var growing = growing();
        return desk.order(Order.GROW, id, List.of(Phase.ACTIVE), claim -> {
            requireNotSuspended(claim);
            var topology = desk.driver().host();
            var choice = desk.claims().atomically(held -> choose(claim, request, topology, held));
            return switch (choice) {
                case Choice.None(var answer) -> answer;
                case Choice.Place(var moving, var growth) -> grow(claim, moving, growth, growing);
            };
        }, Outcome::of);
    }

    private Choice choose(Claim claim, GrowRequest request, HostTopology topology, List<Claim> held) {
        var planner = new GrowthPlanner(claim.spec(), topology, request);
        return switch (planner.plan(books.state(topology, held))) {
            case GrowthPlanner.Answer.No(var rejection) -> new Choice.None(new GrowResult.Rejected(rejection));
            case GrowthPlanner.Answer.Fits(var growth) -> {
                requireFit(claim, growth);
                var moving = claim.growing(growth.addedTo(claim.spec()), new Change.Growing(claim.spec(), growth),
                        claim.grown());
                desk.claims().put(moving);
                yield new Choice.Place(moving, growth);
            }
        };
    }

    private static void requireFit(Claim claim, Growth growth) {
        GuestExtent.of(claim.spec(), claim.grown()).misfit(growth).ifPresent(misfit -> {
            throw refused(misfit.kind(), claim, misfit.why());
        });
    }

    private static VirtDriverException refused(Kind kind, Claim claim, String why) {
        return new VirtDriverException(kind, "instance %s: %s".formatted(claim.id(), why));
    }

    // Its memory on disk carries its size with it.
    private void requireNotSuspended(Claim claim) {
        if (desk.state(claim).equals(Optional.of(GuestState.SUSPENDED))) {
            throw refused(Kind.WRONG_STATE, claim, "it is SUSPENDED, and its memory on disk keeps its size");
        }
    }

    private GrowResult grow(Claim former, Claim moving, Growth growth, Growing growing) {
        note(former, moving);
        var gate = desk.gate(moving.spec().passed());
        try {
            growing.grow(moving.id(), growth, gate);
        } catch (RuntimeException e) {
            throw Desk.settled(e, () -> recover(moving));
        }
        return new GrowResult.Grown(settle(moving, growth), growth, gate.evidence());
    }

    private void note(Claim former, Claim moving) {
        try {
            desk.journal().put(moving);
        } catch (RuntimeException e) {
            desk.claims().put(former);
            throw e;
        }
        desk.claims().put(moving);
    }

    private Claim settle(Claim moving, Growth kept) {
        return desk.put(moving.sized(kept.addedTo(change(moving).former()), moving.grown().and(kept)));
    }

    private static Change.Growing change(Claim moving) {
        return (Change.Growing) moving.change().orElseThrow();
    }

    /**
     * Takes back the last vCPUs and some modules that an instance grew by.
     *
     * @param vcpus    how many, in whole sockets of the instance
     * @param patience for the guest to let go
     * @throws VirtDriverException as {@link Growing#takeBack}; NOT_FOUND for a module that it has not; INVALID_SPEC for
     *                             more vCPUs than came
     */
    public GivenBack giveBack(InstanceId id, int vcpus, Set<DeviceId> modules, Duration patience) {
        var growing = growing();
        return desk.order(id, List.of(Phase.ACTIVE), claim -> {
            requireNotSuspended(claim);
            var part = new Seats(desk.driver().host()).now(part(claim, vcpus, modules), claim.spec());
            var moving = claim.growing(claim.spec(), new Change.Growing(part.takenFrom(claim.spec()), part),
                    claim.grown().without(part));
            note(claim, moving);
            try {
                var kept = part.within(growing.takeBack(id, part, patience));
                return new GivenBack(settle(moving, kept), kept);
            } catch (RuntimeException e) {
                throw Desk.settled(e, () -> recover(moving));
            }
        });
    }

    private static Growth part(Claim claim, int vcpus, Set<DeviceId> modules) {
        var guest = claim.spec().placement().topology();
        int came = claim.grown().vcpus().size();
        if (vcpus < 0 || vcpus > came || vcpus % (guest.cores() * guest.threads()) != 0) {
            throw refused(Kind.INVALID_SPEC, claim, "%d vCPUs are to go; %d came, in sockets of %d".formatted(vcpus,
                    came, guest.cores() * guest.threads()));
        }
        int first = claim.spec().vcpus() - vcpus;
        var part = claim.grown().only(vcpu -> vcpu.vcpu() >= first, module -> modules.contains(module.id()));
        if (part.modules().size() < modules.size()) {
            throw refused(Kind.NOT_FOUND, claim, "memory %s is to go, it has %s".formatted(modules, claim.grown()));
        }
        return part;
    }

    /** What was under way is taken back; what the guest keeps stays. */
    void recover(Claim moving) {
        var growth = change(moving).growth();
        var kept = desk.state(moving).isEmpty()
                ? Growth.NONE
                : growth.within(growing().takeBack(moving.id(), growth, PATIENCE));
        settle(moving, kept);
    }

    private Growing growing() {
        return Desk.required(desk.driver().growing(), "let guests grow");
    }
}
