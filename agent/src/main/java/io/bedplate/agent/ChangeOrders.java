package io.bedplate.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.bedplate.agent.Change.From;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Rejection;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DiskRefusal;
import io.bedplate.virt.Growth;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.Image;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.Redefining;
import io.bedplate.virt.VirtDriverException;

/**
 * Orders that make an instance of something else: other disks, another size. It is stopped, redefined and, where it ran,
 * started. Whatever fails or is cut off ends in the former specification.
 */
public final class ChangeOrders {
    private final Desk desk;
    private final Books books;
    private final OwnDisks ownDisks;

    ChangeOrders(Desk desk, Books books, OwnDisks ownDisks) {
        this.desk = desk;
        this.books = books;
        this.ownDisks = ownDisks;
    }

    /**
     * Gives an instance other disks in the same place; what was on the former ones is the caller's. Those that were made
     * for the instance and are not among them go.
     *
     * @throws VirtDriverException as {@link Redefining} and {@link io.bedplate.virt.VirtDriver#start}
     */
    public Claim rebuild(InstanceId id, List<Disk> disks) {
        var redefining = redefining();
        return desk.order(id, List.of(Phase.ACTIVE), claim -> {
            var rebuilt = claim.spec().equipped(disks, claim.spec().nics());
            var moving = desk.put(as(rebuilt, claim, Phase.REBUILDING));
            carryOut(moving, redefining, Duration.ZERO);
            return atRest(moving.activeAs(rebuilt));
        });
    }

    /**
     * Gives an instance another root disk of the same size, from an image; its other disks stay. The former root disk is
     * there until the instance runs from the new one.
     *
     * @throws VirtDriverException as above; INVALID_SPEC for an instance whose root disk was not made for it
     */
    public ChangeResult rebuild(InstanceId id, Image image) {
        var redefining = redefining();
        return desk.order(id, List.of(Phase.ACTIVE), claim -> {
            var root = ownDisks.root(claim);
            var moving = desk.put(as(claim.spec(), claim, Phase.REBUILDING));
            var order = new DiskOrder.FromImage(StorageRequest.ROOT, image, root.sizeMib(), root.disk().format());
            return switch (made(order, moving, () -> atRest(claim))) {
                case MakeResult.Made(var disks) -> {
                    var rebuilt = moving.of(OwnDisks.withBytesOf(disks.getFirst(), claim.spec()));
                    carryOut(rebuilt, redefining, Duration.ZERO);
                    yield new ChangeResult.Rebuilt(atRest(rebuilt.activeAs(rebuilt.spec())));
                }
                case MakeResult.Refused(var refusal) -> {
                    atRest(claim);
                    yield new ChangeResult.DiskRefused(refusal);
                }
            };
        });
    }

    private MakeResult made(DiskOrder order, Claim moving, Runnable undo) {
        try {
            return ownDisks.make(moving.id(), List.of(order));
        } catch (RuntimeException e) {
            throw Desk.settled(e, undo);
        }
    }

    /** Settled; disks that it does not need any more are removed. */
    private Claim atRest(Claim claim) {
        desk.put(claim);
        ownDisks.trimAfter(claim);
        return claim;
    }

    /**
     * Gives an instance another size. Both places are held until {@link #confirm} or {@link #revert}.
     *
     * @param grace for the guest to power down in
     * @throws VirtDriverException as {@link #rebuild}
     */
    public ChangeResult resize(InstanceId id, NfvRequest request, Duration grace) {
        return resize(id, request, OptionalLong.empty(), grace);
    }

    /**
     * The same, with a root disk of that size. A larger one is a copy; the former one is there, as it was, until
     * {@link #confirm}. One of the same size is the former one itself.
     *
     * @throws VirtDriverException as above; INVALID_SPEC for an instance whose root disk was not made for it
     */
    public ChangeResult resize(InstanceId id, NfvRequest request, OptionalLong rootMib, Duration grace) {
        var redefining = redefining();
        return desk.order(id, List.of(Phase.ACTIVE), claim -> {
            var enlarged = rootMib.isPresent() ? enlarged(ownDisks.root(claim), rootMib.getAsLong()) : Enlargement.NONE;
            if (enlarged.refusal().isPresent()) {
                return new ChangeResult.DiskRefused(enlarged.refusal().get());
            }
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
                case ChangeResult.Resized(var moving) -> resize(claim, moving, enlarged.order(), redefining, grace);
                case ChangeResult.Rejected _,ChangeResult.Rebuilt _,ChangeResult.DiskRefused _ -> answer;
            };
        });
    }

    /** What a wish for a larger disk comes to: an order, a refusal, or neither where it is that large. */
    private record Enlargement(Optional<DiskOrder> order, Optional<DiskRefusal> refusal) {
        static final Enlargement NONE = new Enlargement(Optional.empty(), Optional.empty());
    }

    // Known before the guest is stopped for it.
    private static Enlargement enlarged(OwnDisks.Own root, long wantedMib) {
        if (wantedMib < root.sizeMib()) {
            return new Enlargement(Optional.empty(),
                    Optional.of(new DiskRefusal.WouldShrink("disk " + root.made().file(),
                            wantedMib << 20, root.made().sizeBytes())));
        }
        return wantedMib == root.sizeMib()
                ? Enlargement.NONE
                : new Enlargement(Optional.of(new DiskOrder.Enlarged(root.disk().id(), root.disk(), wantedMib)),
                        Optional.empty());
    }

    private ChangeResult resize(Claim former, Claim moving, Optional<DiskOrder> enlarged, Redefining redefining,
            Duration grace) {
        try {
            desk.journal().put(moving);
        } catch (RuntimeException e) {
            desk.claims().put(former);
            throw e;
        }
        if (enlarged.isEmpty()) {
            return resized(moving, redefining, grace);
        }
        stop(moving, grace);
        return switch (made(enlarged.get(), moving, () -> goBack(moving))) {
            case MakeResult.Made(var disks) ->
                resized(moving.of(OwnDisks.withBytesOf(disks.getFirst(), moving.spec())), redefining, grace);
            case MakeResult.Refused(var refusal) -> {
                goBack(moving);
                yield new ChangeResult.DiskRefused(refusal);
            }
        };
    }

    private void stop(Claim moving, Duration grace) {
        try {
            desk.driver().stop(moving.id(), grace);
        } catch (RuntimeException e) {
            throw Desk.settled(e, () -> goBack(moving));
        }
    }

    private ChangeResult resized(Claim moving, Redefining redefining, Duration grace) {
        carryOut(moving, redefining, grace);
        return new ChangeResult.Resized(desk.put(moving.in(Phase.RESIZED)));
    }

    /** Gives up the former size. */
    public Claim confirm(InstanceId id) {
        return desk.order(id, List.of(Phase.RESIZED), claim -> atRest(claim.activeAs(claim.spec())));
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
                Optional.of(new From(claim.spec(), ran)), claim.plugged(), Growth.NONE, claim.ownsDisks(),
                claim.toRunIn());
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
            desk.driver().start(spec.id(), desk.gate(spec.passed()));
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
        return atRest(claim.activeAs(from.former()));
    }

    private static From from(Claim claim) {
        return (From) claim.change().orElseThrow();
    }

    private Redefining redefining() {
        return Desk.required(desk.driver().redefining(), "redefine guests");
    }
}
