package io.bedplate.virt.tck;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 8: pausing, where the driver can. */
interface PauseRules extends Rules {

    @Test
    @DisplayName("[8.1] pausing is present exactly with PAUSE")
    default void pausingComesWithTheCapability() {
        assertThat(session().driver().pausing().isPresent()).isEqualTo(session().can(Capability.PAUSE));
    }

    @Test
    @DisplayName("[8.2] pause ends in PAUSED; twice succeeds; stopped is WRONG_STATE, unknown NOT_FOUND")
    default void pauseEndsInPaused() {
        session().driver().pausing().ifPresent(pausing -> {
            var running = session().spawned();
            pausing.pause(running.id());
            assertThat(session().state(running)).isEqualTo(GuestState.PAUSED);
            pausing.pause(running.id());
            assertThat(session().state(running)).isEqualTo(GuestState.PAUSED);
            var stopped = session().stopped();
            assertRefused(Kind.WRONG_STATE, () -> pausing.pause(stopped.id()));
            assertThat(session().state(stopped)).isEqualTo(GuestState.STOPPED);
            assertRefused(Kind.NOT_FOUND, () -> pausing.pause(session().tiny().id()));
        });
    }

    @Test
    @DisplayName("[8.3] resume ends in RUNNING; twice succeeds; stopped is WRONG_STATE, unknown NOT_FOUND")
    default void resumeEndsInRunning() {
        session().driver().pausing().ifPresent(pausing -> {
            var paused = session().spawned();
            var before = session().guest(paused);
            pausing.pause(paused.id());
            pausing.resume(paused.id());
            assertThat(session().guest(paused)).isEqualTo(before);
            pausing.resume(paused.id());
            assertThat(session().guest(paused)).isEqualTo(before);
            var stopped = session().stopped();
            assertRefused(Kind.WRONG_STATE, () -> pausing.resume(stopped.id()));
            assertThat(session().state(stopped)).isEqualTo(GuestState.STOPPED);
            assertRefused(Kind.NOT_FOUND, () -> pausing.resume(session().tiny().id()));
        });
    }
}
