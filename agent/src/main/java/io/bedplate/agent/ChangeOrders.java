package io.bedplate.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.bedplate.agent.Change.From;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Rejection;
import io.bedplate.virt.Disk;
import io.bedplate.virt.Growth;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Redefining;
import io.bedplate.virt.VirtDriverException;

/**
 * Orders that make an instance of something else: other disks, another size. It is stopped, redefined and, where it ran,
 * started. Whatever fails or is cut off ends in the former specification.
 */
public final class ChangeOrders {
    private final Desk desk;
    private final Books books;

    ChangeOrders(Desk desk, Books books) {
        this.desk = desk;
        this.books = books;
    }

    /**
     * Gives an instance other disks in the same place; what was on the former ones is the caller's.
     *
     * @throws VirtDriverException as {@link Redefining} and {@link io.bedplate.virt.VirtDriver#start}
     */
    public Claim rebuild(InstanceId id, List<Disk> disks) {
        var redefining = redefining();
        return desk.order(id, List.of(Phase.ACTIVE), claim -> {
            var rebuilt = claim.spec().equipped(disks, claim.spec().nics());
            var moving = desk.put(as(rebuilt, claim, Phase.REBUILDING));
            carryOut(moving, redefining, Duration.ZERO);
            return desk.put(moving.activeAs(rebuilt));
        });
    }

    /**
     * Gives an instance another size. Both places are held until {@link #confirm} or {@link #revert}.
     *
     * @param grace for the guest to power down in
     * @throws VirtDriverException as {@link #rebuild}
     */
    public ChangeResult resize(InstanceId id, NfvRequest request, Duration grace) {
        var redefining = redefining();
        return desk.order(id, List.of(Phase.ACTIVE), claim -> {
            var topology = desk.driver().host();
            boolean ran = ran(claim);
            var answer = desk.claims().atomically(held -> switch (NfvPlanner.plan(books.state(topology, held),
                    request)) {
                case Plan plan -> {
                    var resized = claim.spec().placed(request.vcpus(), request.memoryKib(), plan.placement());
                    var moving = as(resized, claim, Phase.RESIZING, ran);
                    desk.claims().put(moving);
                    yield new ChangeResult.Resized(moving);
                }
                case Rejection rejection -> new ChangeResult.Rejected(rejection);
            });
            return switch (answer) {
                case ChangeResult.Resized(var moving) -> resize(claim, moving, redefining, grace);
                case ChangeResult.Rejected rejected -> rejected;
            };
        });
    }

    private ChangeResult resize(Claim former, Claim moving, Redefining redefining, Duration grace) {
        try {
            desk.journal().put(moving);
        } catch (RuntimeException e) {
            desk.claims().put(former);
            throw e;
        }
        carryOut(moving, redefining, grace);
        return new ChangeResult.Resized(desk.put(moving.in(Phase.RESIZED)));
    }

    /** Gives up the former size. */
    public Claim confirm(InstanceId id) {
        return desk.order(id, List.of(Phase.RESIZED), claim -> desk.put(claim.activeAs(claim.spec())));
    }

    /**
     * Gives an instance back exactly the place it had before its resize.
     *
     * @throws VirtDriverException as {@link #rebuild}; both places stay held, and reverting can be tried again
     */
    public Claim revert(InstanceId id) {
        return desk.order(id, List.of(Phase.RESIZED, Phase.REVERTING), claim -> {
            // It may have been stopped or started since.
            var from = from(claim);
            return goBack(desk.put(claim.in(Phase.REVERTING, new From(from.former(), ran(claim)))));
        });
    }

    private Claim as(InstanceSpec changed, Claim claim, Phase phase) {
        return as(changed, claim, phase, ran(claim));
    }

    // Made anew, in either specification, it has its whole size from the start.
    private static Claim as(InstanceSpec changed, Claim claim, Phase phase, boolean ran) {
        return new Claim(changed, phase, claim.since(), Optional.empty(),
                Optional.of(new From(claim.spec(), ran)), claim.plugged(), Growth.NONE);
    }

    private boolean ran(Claim claim) {
        if (desk.state(claim).equals(Optional.of(GuestState.SUSPENDED))) {
            throw new VirtDriverException(VirtDriverException.Kind.WRONG_STATE,
                    "instance %s is SUSPENDED; its memory would be lost".formatted(claim.id()));
        }
        return desk.runs(claim);
    }

    private void carryOut(Claim moving, Redefining redefining, Duration grace) {
        try {
            become(moving.spec(), from(moving).ran(), redefining, grace);
        } catch (RuntimeException e) {
            throw Desk.settled(e, () -> goBack(moving));
        }
    }

    private void become(InstanceSpec spec, boolean runs, Redefining redefining, Duration grace) {
        desk.driver().stop(spec.id(), grace);
        redefining.redefine(spec);
        if (runs) {
            desk.driver().start(spec.id(), desk.gate(spec.placement()));
        }
    }

    /** What was cut off ends in the former specification. */
    void recover(Claim claim) {
        goBack(claim);
    }

    private Claim goBack(Claim claim) {
        var from = from(claim);
        if (desk.state(claim).isPresent()) {
            become(from.former(), from.ran(), redefining(), Duration.ZERO);
        }
        return desk.put(claim.activeAs(from.former()));
    }

    private static From from(Claim claim) {
        return (From) claim.change().orElseThrow();
    }

    private Redefining redefining() {
        return Desk.required(desk.driver().redefining(), "redefine guests");
    }
}
