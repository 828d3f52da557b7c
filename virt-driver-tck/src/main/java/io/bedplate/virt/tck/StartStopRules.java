package io.bedplate.virt.tck;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.GuestState;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Chapter 3: start and stop. */
interface StartStopRules extends Rules {

    @Test
    @DisplayName("[3.1] start runs a stopped guest through the gate")
    default void stoppedGuestStarts() {
        var spec = session().stopped();
        var gate = Gate.admitting();
        session().driver().start(spec.id(), gate);
        assertThat(gate.guest().state()).isEqualTo(GuestState.PAUSED);
        var guest = session().guest(spec);
        assertThat(guest.state()).isEqualTo(GuestState.RUNNING);
        assertThat(guest.pid()).isPresent().isEqualTo(gate.guest().pid());
    }

    @Test
    @DisplayName("[3.1] starting a running guest is WRONG_STATE, an unknown one NOT_FOUND")
    default void onlyAStoppedGuestStarts() {
        var driver = session().driver();
        var running = session().spawned();
        var before = session().guest(running);
        var gate = Gate.admitting();
        assertRefused(Kind.WRONG_STATE, () -> driver.start(running.id(), gate));
        assertRefused(Kind.NOT_FOUND, () -> driver.start(session().tiny().id(), gate));
        assertThat(gate.seen()).isEmpty();
        assertThat(session().guest(running)).isEqualTo(before);
    }

    @Test
    @DisplayName("[3.1] a guest refused by the gate at its start is stopped again")
    default void refusedStartEndsInStopped() {
        var driver = session().driver();
        var spec = session().stopped();
        var refusing = Gate.refusing("vCPU 0: wanted pCPU 2, found 3");
        assertRefused(Kind.PLACEMENT_NOT_IN_FORCE, () -> driver.start(spec.id(), refusing))
                .hasMessageContaining("vCPU 0: wanted pCPU 2, found 3");
        assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
        session().assertGone(refusing.guest().pid());

        var broken = new IllegalStateException("the gate itself broke");
        assertThatThrownBy(() -> driver.start(spec.id(), Gate.throwing(broken))).isSameAs(broken);
        assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
        driver.start(spec.id(), LaunchGate.OPEN);
        assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
    }

    @Test
    @DisplayName("[3.2] a guest that does not react is stopped shortly after the grace")
    default void stopEndsAfterTheGrace() {
        var patient = session().spawned();
        var before = session().guest(patient);
        long start = System.nanoTime();
        session().driver().stop(patient.id(), grace());
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(session().state(patient)).isEqualTo(GuestState.STOPPED);
        assertThat(took).isLessThan(grace().plus(patience()));
        session().assertGone(before.pid());
    }

    @Test
    @DisplayName("[3.2] without grace a guest is powered off at once")
    default void stopWithoutGrace() {
        var spec = session().spawned();
        session().driver().stop(spec.id(), Duration.ZERO);
        assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
    }

    @Test
    @DisplayName("[3.3] stopping a stopped guest succeeds, an unknown one is NOT_FOUND")
    default void stoppingTwice() {
        var driver = session().driver();
        var spec = session().stopped();
        driver.stop(spec.id(), grace());
        driver.stop(spec.id(), Duration.ZERO);
        assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
        assertRefused(Kind.NOT_FOUND, () -> driver.stop(session().tiny().id(), Duration.ZERO));
    }
}
