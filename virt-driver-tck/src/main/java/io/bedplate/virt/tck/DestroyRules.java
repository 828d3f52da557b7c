package io.bedplate.virt.tck;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Pausing;

import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 4: destroy. */
interface DestroyRules extends Rules {

    @Test
    @DisplayName("[4.1] a running guest can be destroyed, and its id and name used again")
    default void runningGuestIsDestroyed() {
        var spec = session().spawned();
        assertDestroyed(spec);
        session().driver().spawn(spec, LaunchGate.OPEN);
        assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
    }

    @Test
    @DisplayName("[4.1] a stopped guest can be destroyed")
    default void stoppedGuestIsDestroyed() {
        assertDestroyed(session().stopped());
    }

    @Test
    @DisplayName("[4.1] a paused guest can be destroyed, where the driver can pause")
    default void pausedGuestIsDestroyed() {
        var spec = session().spawned();
        session().driver().pausing().ifPresent((Pausing pausing) -> pausing.pause(spec.id()));
        assertDestroyed(spec);
    }

    @Test
    @DisplayName("[4.1] a guest whose process died can be destroyed")
    default void deadGuestIsDestroyed() {
        var spec = session().spawned();
        kill(session().guest(spec).pid().orElseThrow());
        session().poll().until("the death of the guest to be noticed", () -> session().state(spec),
                state -> state != GuestState.RUNNING);
        assertDestroyed(spec);
    }

    private void assertDestroyed(InstanceSpec spec) {
        var driver = session().driver();
        var before = session().guest(spec);
        driver.destroy(spec.id());
        assertThat(driver.guest(spec.id())).isEmpty();
        assertThat(driver.guests()).extracting(Guest::id).doesNotContain(spec.id());
        session().assertGone(before.pid());
    }

    @Test
    @DisplayName("[4.2] destroying an unknown guest succeeds and harms no other")
    default void unknownGuestIsDestroyed() {
        var driver = session().driver();
        var other = session().spawned();
        var unknown = session().tiny();
        driver.destroy(unknown.id());
        driver.destroy(unknown.id());
        assertThat(driver.guest(unknown.id())).isEmpty();
        assertThat(session().state(other)).isEqualTo(GuestState.RUNNING);
    }
}
