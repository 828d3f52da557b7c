package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 11: rebooting, where the driver can. */
interface RebootRules extends Rules {

    @Test
    @DisplayName("[11.1] rebooting is present exactly with REBOOT")
    default void rebootingComesWithTheCapability() {
        assertThat(session().driver().rebooting().isPresent()).isEqualTo(session().can(Capability.REBOOT));
    }

    @Test
    @DisplayName("[11.2] reboot has the guest begin anew and ends in RUNNING shortly after the grace")
    default void rebootEndsInRunning() {
        session().driver().rebooting().ifPresent(rebooting -> {
            var booted = session().booted();
            long start = System.nanoTime();
            rebooting.reboot(booted.spec().id(), grace(), LaunchGate.OPEN);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(grace().plus(patience()));
            assertThat(session().state(booted.spec())).isEqualTo(GuestState.RUNNING);
            booted.console().ifPresent(
                    console -> session().poll().until("the guest's second boot", console::boots, boots -> boots == 2));
        });
    }

    @Test
    @DisplayName("[11.3] a zero grace power-cycles through the gate, as does any grace of a paused guest")
    default void rebootWithoutGracePowerCycles() {
        session().driver().rebooting().ifPresent(rebooting -> {
            var spec = session().spawned();
            var first = session().guest(spec).pid();
            var gate = Gate.admitting();
            rebooting.reboot(spec.id(), Duration.ZERO, gate);
            var second = assertCycled(spec.id(), first, gate);
            session().driver().pausing().ifPresent(pausing -> {
                pausing.pause(spec.id());
                var again = Gate.admitting();
                rebooting.reboot(spec.id(), patience().multipliedBy(2), again);
                assertCycled(spec.id(), second, again);
            });
        });
    }

    private OptionalLong assertCycled(InstanceId id, OptionalLong before, Gate gate) {
        assertThat(gate.guest().state()).isEqualTo(GuestState.PAUSED);
        var guest = session().driver().guest(id).orElseThrow();
        assertThat(guest.state()).isEqualTo(GuestState.RUNNING);
        assertThat(guest.pid()).isEqualTo(gate.guest().pid()).isNotEqualTo(before);
        session().assertGone(before);
        return guest.pid();
    }

    @Test
    @DisplayName("[11.4] a guest refused by the gate at its reboot is STOPPED")
    default void refusedRebootEndsInStopped() {
        session().driver().rebooting().ifPresent(rebooting -> {
            var spec = session().spawned();
            assertRefused(Kind.PLACEMENT_NOT_IN_FORCE,
                    () -> rebooting.reboot(spec.id(), Duration.ZERO, Gate.refusing("vCPU 0: wanted pCPU 2, found 3")))
                    .hasMessageContaining("vCPU 0: wanted pCPU 2, found 3");
            assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
        });
    }

    @Test
    @DisplayName("[11.5] rebooting a stopped guest is WRONG_STATE, an unknown one NOT_FOUND")
    default void onlyARunningGuestReboots() {
        session().driver().rebooting().ifPresent(rebooting -> {
            var stopped = session().stopped();
            assertRefused(Kind.WRONG_STATE, () -> rebooting.reboot(stopped.id(), Duration.ZERO, LaunchGate.OPEN));
            assertThat(session().state(stopped)).isEqualTo(GuestState.STOPPED);
            assertRefused(Kind.NOT_FOUND,
                    () -> rebooting.reboot(session().tiny().id(), Duration.ZERO, LaunchGate.OPEN));
        });
    }
}
