package io.bedplate.virt.tck;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Chapter 12: suspending to disk, where the driver can. */
interface SuspendRules extends Rules {

    @Test
    @DisplayName("[12.1] suspending is present exactly with SUSPEND")
    default void suspendingComesWithTheCapability() {
        assertThat(session().driver().suspending().isPresent()).isEqualTo(session().can(Capability.SUSPEND));
    }

    @Test
    @DisplayName("[12.2] suspend ends in SUSPENDED and is heard of; twice succeeds; stopped is WRONG_STATE, unknown NOT_FOUND")
    default void suspendEndsInSuspended() {
        session().driver().suspending().ifPresent(suspending -> {
            var events = new Events();
            session().driver().onEvent(events);
            var spec = session().spawned();
            var pid = session().guest(spec).pid();
            suspending.suspend(spec.id());
            assertThat(session().state(spec)).isEqualTo(GuestState.SUSPENDED);
            assertThat(session().guest(spec).pid()).isEmpty();
            session().assertGone(pid);
            suspending.suspend(spec.id());
            assertThat(session().state(spec)).isEqualTo(GuestState.SUSPENDED);
            session().poll().until("the news of the suspension", () -> events.story(spec.id()),
                    story -> story.contains(GuestState.SUSPENDED.name()));
            session().driver().pausing().ifPresent(pausing -> {
                assertRefused(Kind.WRONG_STATE, () -> pausing.pause(spec.id()));
                assertRefused(Kind.WRONG_STATE, () -> pausing.resume(spec.id()));
            });
            var stopped = session().stopped();
            assertRefused(Kind.WRONG_STATE, () -> suspending.suspend(stopped.id()));
            assertThat(session().state(stopped)).isEqualTo(GuestState.STOPPED);
            assertRefused(Kind.NOT_FOUND, () -> suspending.suspend(session().tiny().id()));
        });
    }

    @Test
    @DisplayName("[12.3] start brings a suspended guest back where it was, through the gate")
    default void suspendedGuestGoesOn() {
        session().driver().suspending().ifPresent(suspending -> {
            var booted = session().booted();
            var spec = booted.spec();
            suspending.suspend(spec.id());
            var gate = Gate.admitting();
            session().driver().start(spec.id(), gate);
            assertThat(gate.guest().state()).isEqualTo(GuestState.PAUSED);
            assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
            assertThat(session().guest(spec).pid()).isEqualTo(gate.guest().pid());
            booted.console().ifPresent(console -> assertThat(console.boots()).as("boots").isOne());
        });
    }

    @Test
    @DisplayName("[12.4] a suspended guest that the gate refuses is SUSPENDED again")
    default void refusedGuestIsSuspendedAgain() {
        session().driver().suspending().ifPresent(suspending -> {
            var driver = session().driver();
            var spec = session().spawned();
            suspending.suspend(spec.id());
            var refusing = Gate.refusing("vCPU 0: wanted pCPU 2, found 3");
            assertRefused(Kind.PLACEMENT_NOT_IN_FORCE, () -> driver.start(spec.id(), refusing));
            assertThat(session().state(spec)).isEqualTo(GuestState.SUSPENDED);
            session().assertGone(refusing.guest().pid());
            driver.start(spec.id(), LaunchGate.OPEN);
            assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
        });
    }

    @Test
    @DisplayName("[12.5] stop drops the saved memory; the next start boots")
    default void stopDropsWhatWasSaved() {
        session().driver().suspending().ifPresent(suspending -> {
            var booted = session().booted();
            var spec = booted.spec();
            suspending.suspend(spec.id());
            session().driver().stop(spec.id(), Duration.ZERO);
            assertThat(session().state(spec)).isEqualTo(GuestState.STOPPED);
            session().driver().start(spec.id(), LaunchGate.OPEN);
            assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
            booted.console().ifPresent(
                    console -> session().poll().until("the guest's second boot", console::boots, boots -> boots == 2));
        });
    }

    @Test
    @DisplayName("[12.6] a suspended guest is found by a new driver, and can be destroyed")
    default void suspendedGuestIsFoundAndDestroyed() {
        session().driver().suspending().ifPresent(suspending -> {
            var spec = session().spawned();
            suspending.suspend(spec.id());
            var driver = session().driver();
            if (session().can(Capability.GUESTS_SURVIVE_DRIVER)) {
                driver.close();
                driver = session().open();
                assertThat(driver.guest(spec.id()).orElseThrow().state()).isEqualTo(GuestState.SUSPENDED);
                assertThat(driver.guests()).extracting("id", "state")
                        .contains(tuple(spec.id(), GuestState.SUSPENDED));
            }
            driver.destroy(spec.id());
            assertThat(driver.guest(spec.id())).isEmpty();
        });
    }
}
