package io.bedplate.agent;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.virt.Dumping;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Pausing;
import io.bedplate.virt.Suspending;
import io.bedplate.virt.VirtDriverException;

/**
 * Orders that leave an instance what and where it is. All throw a {@link VirtDriverException}: NOT_FOUND without a claim,
 * UNSUPPORTED where the driver cannot, and what the driver's ability throws.
 */
public final class PowerOrders {
    private static final List<Phase> SETTLED = List.of(Phase.ACTIVE, Phase.RESCUED, Phase.RESIZED);

    private final Desk desk;

    PowerOrders(Desk desk) {
        this.desk = desk;
    }

    /** Has it begin anew, in the place it has claimed; see {@link io.bedplate.virt.Rebooting}. */
    public void reboot(InstanceId id, Duration grace) {
        var rebooting = Desk.required(desk.driver().rebooting(), "reboot guests");
        desk.order(id, List.of(Phase.ACTIVE), claim -> {
            desk.put(claim.in(Phase.REBOOTING));
            try {
                rebooting.reboot(id, grace, desk.gate(claim.spec().passed()));
            } catch (VirtDriverException e) {
                // Whoever cannot be reached is asked again after the next start of this agent.
                if (e.kind() != VirtDriverException.Kind.UNAVAILABLE) {
                    desk.put(claim);
                }
                throw e;
            }
            return desk.put(claim);
        });
    }

    /** A guest that was being rebooted runs afterwards. */
    void recover(Claim claim) {
        desk.startAgain(claim);
        desk.put(claim.activeAs(claim.spec()));
    }

    /** See {@link Pausing#pause}; it is not started again after a reboot of the host. */
    public void pause(InstanceId id) {
        order(id, Desk.required(desk.driver().pausing(), "pause guests"), Pausing::pause, false);
    }

    /** See {@link Pausing#resume}. */
    public void resume(InstanceId id) {
        order(id, Desk.required(desk.driver().pausing(), "resume guests"), Pausing::resume, true);
    }

    /** See {@link Suspending}; {@link Agent#start} brings it back. */
    public void suspend(InstanceId id) {
        order(id, Desk.required(desk.driver().suspending(), "suspend guests"), Suspending::suspend, false);
    }

    /** See {@link Dumping#injectNmi}. */
    public void injectNmi(InstanceId id) {
        var dumping = Desk.required(desk.driver().dumping(), "interrupt guests");
        desk.order(id, SETTLED, claim -> {
            dumping.injectNmi(claim.id());
            return claim;
        });
    }

    private <T> void order(InstanceId id, T ability, BiConsumer<T, InstanceId> work, boolean toRun) {
        desk.order(id, SETTLED, claim -> {
            work.accept(ability, claim.id());
            return desk.note(claim, toRun);
        });
    }
}
