package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 13: rescue, where the driver can. */
interface RescueRules extends Rules {

    @Test
    @DisplayName("[13.1] rescuing is present exactly with RESCUE")
    default void rescuingComesWithTheCapability() {
        assertThat(session().driver().rescuing().isPresent()).isEqualTo(session().can(Capability.RESCUE));
    }

    @Test
    @DisplayName("[13.2] rescue starts a new process from the rescue disk, through the gate, also of a stopped guest")
    default void rescueStartsFromTheRescueDisk() {
        session().driver().rescuing().ifPresent(rescuing -> {
            boolean talks = session().can(Capability.CONSOLE_LOG);
            var spec = talks ? session().withConsole(tiny()) : session().tiny();
            session().driver().spawn(spec, LaunchGate.OPEN);
            var before = session().guest(spec).pid();
            var gate = Gate.admitting();
            var console = spec.consoleLog().map(file -> new Console(file, printed()));
            int boots = console.map(Console::boots).orElse(0);
            rescuing.rescue(spec.id(), rescueDisk(), gate);
            assertRestarted(spec, before, gate);
            console.ifPresent(file -> session().poll().until("the rescue system's boot", file::boots,
                    now -> now == boots + 1));
            // One guest at a time may have the disk.
            session().driver().destroy(spec.id());
            var stopped = session().stopped();
            rescuing.rescue(stopped.id(), rescueDisk(), LaunchGate.OPEN);
            assertThat(session().state(stopped)).isEqualTo(GuestState.RUNNING);
        });
    }

    private void assertRestarted(InstanceSpec spec, OptionalLong before, Gate gate) {
        assertThat(gate.guest().state()).isEqualTo(GuestState.PAUSED);
        assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
        assertThat(session().guest(spec).pid()).isEqualTo(gate.guest().pid()).isNotEqualTo(before);
        session().assertGone(before);
    }

    private static Disk named(Disk disk, String id) {
        return Disk.of(new DeviceId(id), disk.source(), disk.format());
    }

    @Test
    @DisplayName("[13.3] unrescue starts the guest by its former definition, through the gate")
    default void unrescueStartsByTheFormerDefinition() {
        session().driver().rescuing().ifPresent(rescuing -> {
            var spec = session().spawned();
            rescuing.rescue(spec.id(), rescueDisk(), LaunchGate.OPEN);
            var before = session().guest(spec).pid();
            var gate = Gate.admitting();
            rescuing.unrescue(spec.id(), gate);
            assertRestarted(spec, before, gate);
            rescuing.rescue(spec.id(), rescueDisk(), LaunchGate.OPEN);
            assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
        });
    }

    @Test
    @DisplayName("[13.4] refused by the gate, the guest is STOPPED and not in rescue")
    default void refusedRescueEndsInStopped() {
        session().driver().rescuing().ifPresent(rescuing -> {
            var spec = session().spawned();
            assertRefused(Kind.PLACEMENT_NOT_IN_FORCE,
                    () -> rescuing.rescue(spec.id(), rescueDisk(), Gate.refusing("first difference")))
                    .hasMessageContaining("first difference");
            assertStoppedAndNotInRescue(spec);
            rescuing.rescue(spec.id(), rescueDisk(), LaunchGate.OPEN);
            assertRefused(Kind.PLACEMENT_NOT_IN_FORCE,
                    () -> rescuing.unrescue(spec.id(), Gate.refusing("second difference")))
                    .hasMessageContaining("second difference");
            assertStoppedAndNotInRescue(spec);
            session().driver().start(spec.id(), LaunchGate.OPEN);
            assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
        });
    }

    private void assertStoppedAndNotInRescue(InstanceSpec spec) {
        assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
        assertRefused(Kind.WRONG_STATE,
                () -> session().driver().rescuing().orElseThrow().unrescue(spec.id(), LaunchGate.OPEN));
    }

    @Test
    @DisplayName("[13.5] a guest in rescue stays so through stop and start, and for a new driver")
    default void guestStaysInRescue() {
        session().driver().rescuing().ifPresent(rescuing -> {
            var driver = session().driver();
            var spec = session().spawned();
            rescuing.rescue(spec.id(), rescueDisk(), LaunchGate.OPEN);
            driver.stop(spec.id(), Duration.ZERO);
            driver.start(spec.id(), LaunchGate.OPEN);
            assertRefused(Kind.WRONG_STATE, () -> rescuing.rescue(spec.id(), rescueDisk(), LaunchGate.OPEN));
            if (session().can(Capability.GUESTS_SURVIVE_DRIVER)) {
                driver.close();
                driver = session().open();
            }
            driver.rescuing().orElseThrow().unrescue(spec.id(), LaunchGate.OPEN);
            assertThat(driver.guest(spec.id()).orElseThrow().state()).isEqualTo(GuestState.RUNNING);
        });
    }

    @Test
    @DisplayName("[13.6] wrong states are WRONG_STATE, an unknown guest NOT_FOUND, a name twice INVALID_SPEC")
    default void rescueIsRefused() {
        session().driver().rescuing().ifPresent(rescuing -> {
            var disk = rescueDisk();
            var spec = session().remember(session().tiny().equipped(List.of(named(disk, "own")),
                    List.of()));
            session().driver().spawn(spec, LaunchGate.OPEN);
            var before = session().guest(spec);
            assertRefused(Kind.INVALID_SPEC, () -> rescuing.rescue(spec.id(), named(disk, "own"), LaunchGate.OPEN))
                    .hasMessageContaining("own");
            assertRefused(Kind.WRONG_STATE, () -> rescuing.unrescue(spec.id(), LaunchGate.OPEN));
            assertThat(session().guest(spec)).isEqualTo(before);
            session().driver().suspending().ifPresent(suspending -> {
                suspending.suspend(spec.id());
                assertRefused(Kind.WRONG_STATE, () -> rescuing.rescue(spec.id(), disk, LaunchGate.OPEN));
                assertThat(session().state(spec)).isEqualTo(GuestState.SUSPENDED);
            });
            var unknown = session().tiny().id();
            assertRefused(Kind.NOT_FOUND, () -> rescuing.rescue(unknown, disk, LaunchGate.OPEN));
            assertRefused(Kind.NOT_FOUND, () -> rescuing.unrescue(unknown, LaunchGate.OPEN));
        });
    }
}
