package io.bedplate.agent;

import java.util.List;
import java.util.Optional;

import io.bedplate.agent.Change.InRescue;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DiskRefusal;
import io.bedplate.virt.Image;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.Rescuing;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Rescue and back; see {@link Rescuing}. The claim stands unchanged meanwhile. */
public final class RescueOrders {
    private static final DeviceId RESCUE = new DeviceId("rescue");

    private final Desk desk;
    private final OwnDisks ownDisks;

    RescueOrders(Desk desk, OwnDisks ownDisks) {
        this.desk = desk;
        this.ownDisks = ownDisks;
    }

    /**
     * Starts an instance from another disk. When that fails, it is again what it was.
     *
     * @throws VirtDriverException as {@link Rescuing#rescue}
     */
    public void rescue(InstanceId id, Disk disk) {
        var rescuing = rescuing();
        desk.order(id, List.of(Phase.ACTIVE), claim -> {
            var moving = desk.put(claim.in(Phase.RESCUING, new InRescue(desk.runs(claim))));
            return carryOut(moving, disk, rescuing);
        });
    }

    /**
     * Starts an instance from a disk that is made from an image for this, named {@code rescue}, and goes with the rescue.
     *
     * @return why it cannot be made, if it cannot; the instance is as it was then
     * @throws VirtDriverException as {@link Rescuing#rescue} and {@link io.bedplate.virt.DiskMaking#make}
     */
    public Optional<DiskRefusal> rescue(InstanceId id, Image image) {
        var rescuing = rescuing();
        return desk.order(id, List.of(Phase.ACTIVE), claim -> {
            var owning = claim.owningDisks();
            var moving = desk.put(owning.in(Phase.RESCUING, new InRescue(desk.runs(claim))));
            return switch (made(image, moving, owning)) {
                case MakeResult.Made(var disks) -> {
                    carryOut(moving, disks.getFirst(), rescuing);
                    yield Optional.<DiskRefusal>empty();
                }
                case MakeResult.Refused(var refusal) -> {
                    desk.put(claim);
                    yield Optional.of(refusal);
                }
            };
        });
    }

    private MakeResult made(Image image, Claim moving, Claim otherwise) {
        try {
            return ownDisks.make(moving.id(), List.of(new DiskOrder.FromImage(RESCUE, image, 0, Disk.Format.QCOW2)));
        } catch (RuntimeException e) {
            throw Desk.settled(e, () -> desk.put(otherwise));
        }
    }

    private Claim carryOut(Claim moving, Disk disk, Rescuing rescuing) {
        try {
            rescuing.rescue(moving.id(), disk, desk.gate(moving.spec().passed()));
        } catch (RuntimeException e) {
            throw Desk.settled(e, () -> recover(moving));
        }
        return desk.note(moving.in(Phase.RESCUED), true);
    }

    /**
     * Starts an instance as it was before its rescue.
     *
     * @throws VirtDriverException as {@link Rescuing#unrescue}
     */
    public void unrescue(InstanceId id) {
        var rescuing = rescuing();
        desk.order(id, List.of(Phase.RESCUED, Phase.UNRESCUING), claim -> {
            var moving = desk.put(claim.in(Phase.UNRESCUING));
            try {
                rescuing.unrescue(id, desk.gate(claim.spec().passed()));
            } catch (RuntimeException e) {
                throw Desk.settled(e, () -> recover(moving));
            }
            return atRest(claim);
        });
    }

    private Rescuing rescuing() {
        return Desk.required(desk.driver().rescuing(), "rescue guests");
    }

    /** Brings it back from wherever it was cut off. */
    void recover(Claim claim) {
        if (desk.state(claim).isPresent()) {
            try {
                rescuing().unrescue(claim.id(), desk.gate(claim.spec().passed()));
            } catch (VirtDriverException e) {
                if (e.kind() != Kind.WRONG_STATE) {
                    throw e;
                }
                // It is not in rescue, or not yet.
            }
            if (claim.change().equals(Optional.of(new InRescue(true)))) {
                desk.startAgain(claim);
            }
        }
        atRest(claim);
    }

    private Claim atRest(Claim claim) {
        var settled = desk.put(claim.activeAs(claim.spec()));
        ownDisks.trimAfter(settled);
        return settled;
    }
}
