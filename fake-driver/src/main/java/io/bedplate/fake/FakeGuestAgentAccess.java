package io.bedplate.fake;

import io.bedplate.virt.GuestAgentAccess;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Speaks with the agents of simulated guests, which are silent until {@link SimulatedHost#letAgentsAnswer()}. */
record FakeGuestAgentAccess(FakeDriver driver) implements GuestAgentAccess {
    @Override
    public void setPassword(InstanceId id, String user, String password) {
        driver.inTurn(id, guest -> {
            if (guest.state() != GuestState.RUNNING) {
                throw FakeDriver.wrongState(guest, "RUNNING");
            }
            requireAnswer(driver.simulatedHost(), guest);
        });
    }

    static void requireAnswer(SimulatedHost host, FakeGuest guest) {
        if (!guest.spec().hardware().peripherals().guestAgent()) {
            throw new VirtDriverException(Kind.UNSUPPORTED,
                    "guest %s has no channel to an agent".formatted(guest.spec().name()));
        }
        if (!host.agentsAnswer()) {
            throw new VirtDriverException(Kind.UNAVAILABLE,
                    "guest %s: its agent does not answer".formatted(guest.spec().name()));
        }
    }
}
