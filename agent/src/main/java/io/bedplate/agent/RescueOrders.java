package io.bedplate.agent;

import java.util.List;
import java.util.Optional;

import io.bedplate.agent.Change.InRescue;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.virt.Disk;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Rescuing;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Rescue and back; see {@link Rescuing}. The claim stands unchanged meanwhile. */
public final class RescueOrders {
    private final Desk desk;

    RescueOrders(Desk desk) {
        this.desk = desk;
    }

    /**
     * Starts an instance from another disk. When that fails, it is again what it was.
     *
     * @throws VirtDriverException as {@link Rescuing#rescue}
     */
    public void rescue(InstanceId id, Disk disk) {
        var rescuing = rescuing();
        desk.order(id, List.of(Phase.ACTIVE), claim -> {
            var inRescue = new InRescue(desk.runs(claim));
            var moving = desk.put(claim.in(Phase.RESCUING, inRescue));
            try {
                rescuing.rescue(id, disk, desk.gate(claim.spec().placement()));
            } catch (RuntimeException e) {
                throw Desk.settled(e, () -> recover(moving));
            }
            return desk.put(claim.in(Phase.RESCUED, inRescue));
        });
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
                rescuing.unrescue(id, desk.gate(claim.spec().placement()));
            } catch (RuntimeException e) {
                throw Desk.settled(e, () -> recover(moving));
            }
            return desk.put(claim.activeAs(claim.spec()));
        });
    }

    private Rescuing rescuing() {
        return Desk.required(desk.driver().rescuing(), "rescue guests");
    }

    /** Brings it back from wherever it was cut off. */
    void recover(Claim claim) {
        if (desk.state(claim).isPresent()) {
            try {
                rescuing().unrescue(claim.id(), desk.gate(claim.spec().placement()));
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
        desk.put(claim.activeAs(claim.spec()));
    }
}
