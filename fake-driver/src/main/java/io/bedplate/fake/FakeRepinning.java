package io.bedplate.fake;

import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.GuestShape;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Repinning;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Gives guests of a simulated host another place. */
record FakeRepinning(FakeDriver driver, SimulatedHost host) implements Repinning {

    @Override
    public void repin(InstanceId id, GuestPlacement wanted, LaunchGate gate) {
        driver.inTurn(id, guest -> {
            requireNotSuspended(guest);
            var former = guest.spec().placement();
            requireShape(guest, wanted);
            host.move(guest, wanted);
            if (guest.process().isPresent()) {
                AllOrNothing.run(() -> FakeDriver.requireAdmitted(guest, gate), () -> host.move(guest, former));
            }
        });
    }

    /** Memory on disk carries what it belongs to with it. */
    static void requireNotSuspended(FakeGuest guest) {
        if (guest.state() == GuestState.SUSPENDED) {
            throw FakeDriver.wrongState(guest, "RUNNING, PAUSED or STOPPED");
        }
    }

    private static void requireShape(FakeGuest guest, GuestPlacement wanted) {
        var differences = GuestShape.of(guest.spec().placement()).differences(GuestShape.of(wanted));
        if (!differences.isEmpty()) {
            throw new VirtDriverException(Kind.UNSUPPORTED, "guest %s cannot change its shape in place: %s"
                    .formatted(guest.spec().name(), String.join("; ", differences)));
        }
    }
}
