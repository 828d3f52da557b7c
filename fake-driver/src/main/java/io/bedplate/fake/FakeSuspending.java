package io.bedplate.fake;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.Suspending;

/** Puts guests to disk: of a simulated one nothing needs to be kept but the fact. */
record FakeSuspending(FakeDriver driver) implements Suspending {
    @Override
    public void suspend(InstanceId id) {
        driver.inTurn(id, guest -> {
            if (guest.process().isPresent()) {
                driver.simulatedHost().end(guest, GuestState.SUSPENDED);
            } else if (guest.state() != GuestState.SUSPENDED) {
                throw FakeDriver.wrongState(guest, "RUNNING, PAUSED or SUSPENDED");
            }
        });
    }
}
