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
                rebooting.reboot(id, grace, desk.gate(claim.spec().placement()));
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

    /** See {@link Pausing#pause}. */
    public void pause(InstanceId id) {
        order(id, Desk.required(desk.driver().pausing(), "pause guests"), Pausing::pause);
    }

    /** See {@link Pausing#resume}. */
    public void resume(InstanceId id) {
        order(id, Desk.required(desk.driver().pausing(), "resume guests"), Pausing::resume);
    }

    /** See {@link Suspending}; {@link Agent#start} brings it back. */
    public void suspend(InstanceId id) {
        order(id, Desk.required(desk.driver().suspending(), "suspend guests"), Suspending::suspend);
    }

    /** See {@link Dumping#injectNmi}. */
    public void injectNmi(InstanceId id) {
        order(id, Desk.required(desk.driver().dumping(), "interrupt guests"), Dumping::injectNmi);
    }

    private <T> void order(InstanceId id, T ability, BiConsumer<T, InstanceId> work) {
        desk.order(id, SETTLED, claim -> {
            work.accept(ability, claim.id());
            return claim;
        });
    }
}
