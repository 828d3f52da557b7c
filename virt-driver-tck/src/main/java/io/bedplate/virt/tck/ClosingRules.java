package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.Guest;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 9: letting go of the hypervisor. */
interface ClosingRules extends Rules {

    @Test
    @DisplayName("[9.1] guests run on after close; a new driver finds them with GUESTS_SURVIVE_DRIVER, and only then")
    default void guestsRunOnAfterClose() {
        var spec = session().spawned();
        var before = session().guest(spec);
        boolean survives = session().can(Capability.GUESTS_SURVIVE_DRIVER);
        session().driver().close();
        assertThat(session().isAlive(before.pid().orElseThrow())).as("process %s exists", before.pid()).isTrue();
        var second = session().open();
        assertThat(second.guest(spec.id())).isEqualTo(survives ? Optional.of(before) : Optional.<Guest>empty());
        assertThat(second.guests().contains(before)).isEqualTo(survives);
    }

    @Test
    @DisplayName("[9.2] after close every call is UNAVAILABLE; closing twice succeeds")
    default void closedDriverIsUnavailable() {
        var driver = session().driver();
        var abilities = new AbilityCalls(driver);
        var spec = session().spawned();
        driver.close();
        driver.close();
        assertRefused(Kind.UNAVAILABLE, driver::host);
        assertRefused(Kind.UNAVAILABLE, driver::guests);
        assertRefused(Kind.UNAVAILABLE, () -> driver.guest(spec.id()));
        assertRefused(Kind.UNAVAILABLE, () -> driver.spawn(session().tiny(), LaunchGate.OPEN));
        assertRefused(Kind.UNAVAILABLE, () -> driver.start(spec.id(), LaunchGate.OPEN));
        assertRefused(Kind.UNAVAILABLE, () -> driver.stop(spec.id(), Duration.ZERO));
        assertRefused(Kind.UNAVAILABLE, () -> driver.destroy(spec.id()));
        assertRefused(Kind.UNAVAILABLE, () -> driver.onEvent(_ -> {}));
        assertThat(abilities.of(spec)).allSatisfy(call -> assertRefused(Kind.UNAVAILABLE, call));
    }
}
