package io.bedplate.fake;

import java.time.Duration;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Rebooting;

/** Reboots. Every running guest hears the request and follows it at once. */
record FakeRebooting(FakeDriver driver) implements Rebooting {
    @Override
    public void reboot(InstanceId id, Duration grace, LaunchGate gate) {
        driver.inTurn(id, guest -> {
            if (guest.process().isEmpty()) {
                throw FakeDriver.wrongState(guest, "RUNNING or PAUSED");
            }
            if (grace.isZero() || guest.state() == GuestState.PAUSED) {
                driver.simulatedHost().end(guest, GuestState.STOPPED);
                driver.launchOr(GuestState.STOPPED, guest, gate);
            } else {
                ConsoleFile.write(guest.spec());
            }
        });
    }
}
