package io.bedplate.fake;

import java.util.Optional;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Redefining;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Replaces what a guest is made of. */
record FakeRedefining(FakeDriver driver) implements Redefining {
    @Override
    public void redefine(InstanceSpec spec) {
        driver.inTurn(spec.id(), guest -> {
            if (guest.process().isPresent() || guest.state() == GuestState.SUSPENDED) {
                throw FakeDriver.wrongState(guest, "STOPPED or CRASHED");
            }
            if (!guest.spec().name().equals(spec.name())) {
                throw new VirtDriverException(Kind.INVALID_SPEC, "guest %s cannot be renamed to %s"
                        .formatted(guest.spec().name(), spec.name()));
            }
            driver.simulatedHost().redefine(guest, spec);
            guest.rescueFrom(Optional.empty());
        });
    }
}
