package io.bedplate.virt.tck;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.host.NumaCell;
import io.bedplate.virt.Capability;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 14: redefining, where the driver can. */
interface RedefineRules extends Rules {

    @Test
    @DisplayName("[14.1] redefining is present exactly with REDEFINE")
    default void redefiningComesWithTheCapability() {
        assertThat(session().driver().redefining().isPresent()).isEqualTo(session().can(Capability.REDEFINE));
    }

    /** Once pinned to each pCPU of a cell: at least one of them is not where the guest was before. */
    @Test
    @DisplayName("[14.2] a redefined guest starts by the new definition, with the new placement in force")
    default void newDefinitionIsInForce() {
        session().driver().redefining().ifPresent(redefining -> {
            var driver = session().driver();
            var cell = driver.host().cells().stream().filter(one -> !one.cpus().isEmpty()).findFirst().orElseThrow();
            var spec = session().stopped();
            for (int pcpu : new int[]{cell.cpus().first(), cell.cpus().last()}) {
                var pinned = Specs.pinned(spec, cell, pcpu);
                redefining.redefine(pinned);
                driver.start(spec.id(), LaunchGate.OPEN);
                assertThat(session().pinned(spec)).contains(pcpu);
                driver.stop(spec.id(), Duration.ZERO);
            }
        });
    }

    @Test
    @DisplayName("[14.3] redefining a running or suspended guest is WRONG_STATE, an unknown one NOT_FOUND")
    default void onlyAStoppedGuestIsRedefined() {
        session().driver().redefining().ifPresent(redefining -> {
            var running = session().spawned();
            var before = session().guest(running);
            assertRefused(Kind.WRONG_STATE, () -> redefining.redefine(running));
            assertThat(session().guest(running)).isEqualTo(before);
            session().driver().suspending().ifPresent(suspending -> {
                suspending.suspend(running.id());
                assertRefused(Kind.WRONG_STATE, () -> redefining.redefine(running));
                assertThat(session().state(running)).isEqualTo(GuestState.SUSPENDED);
            });
            assertRefused(Kind.NOT_FOUND, () -> redefining.redefine(session().tiny()));
        });
    }

    @Test
    @DisplayName("[14.4] another name, or what the host does not have, is INVALID_SPEC and changes nothing")
    default void wrongDefinitionChangesNothing() {
        session().driver().redefining().ifPresent(redefining -> {
            var driver = session().driver();
            var spec = session().stopped();
            var other = Specs.withName(spec, spec.name() + "-other");
            assertRefused(Kind.INVALID_SPEC, () -> redefining.redefine(other)).hasMessageContaining(spec.name());
            assertRefused(Kind.INVALID_SPEC, () -> redefining.redefine(onAbsentCell(spec)));
            assertThat(session().guest(spec).name()).isEqualTo(spec.name());
            driver.start(spec.id(), LaunchGate.OPEN);
            assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
        });
    }

    private InstanceSpec onAbsentCell(InstanceSpec spec) {
        var cells = session().driver().host().cells();
        int absent = 1 + cells.stream().mapToInt(NumaCell::id).max().orElseThrow();
        return Specs.onCell(spec, absent, cells.getFirst().cpus());
    }
}
