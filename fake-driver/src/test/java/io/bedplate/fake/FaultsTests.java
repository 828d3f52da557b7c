package io.bedplate.fake;

import java.util.Optional;
import java.util.OptionalLong;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.virt.DriverEvent.ConnectionLost;
import io.bedplate.virt.DriverEvent.ConnectionRestored;
import io.bedplate.virt.DriverEvent.GuestChanged;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FaultsTests {
    private final Rig rig = new Rig();
    private final InstanceSpec spec = Guests.pinned(1, 1, 4, 12, Optional.of(PageSize.MIB_2));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MAKE_DISK") // nothing is made for it
    void stepFailsOnceAndLeavesNothing(SpawnStep step) {
        var before = rig.driver.host();
        rig.host.faults().failNext(step, Kind.UNAVAILABLE);
        assertFails(Kind.UNAVAILABLE, () -> rig.spawn(spec), step.name());
        assertThat(rig.driver.guests()).isEmpty();
        assertThat(rig.driver.host()).isEqualTo(before);
        assertThat(rig.host.files().list("proc")).noneMatch(name -> name.matches("\\d+"));
        rig.spawn(spec);
    }

    @Test
    void lostEventsReachNobody() {
        rig.host.faults().loseNextEvents(1);
        rig.spawn(spec);
        assertThat(rig.events).containsExactly(new GuestChanged(spec.id(), GuestState.RUNNING, Rig.NOW));
    }

    @Test
    void droppedConnectionMakesEveryCallUnavailable() {
        long pid = rig.spawn(spec);
        rig.host.dropConnection("the daemon died");
        assertFails(Kind.UNAVAILABLE, () -> rig.driver.guest(spec.id()), "the daemon died");
        assertThat(rig.host.files().exists("proc/" + pid)).isTrue();
        rig.host.restoreConnection();
        assertThat(rig.pid(spec)).isEqualTo(pid);
        assertThat(rig.events).endsWith(new ConnectionLost("the daemon died", Rig.NOW),
                new ConnectionRestored(Rig.NOW));
    }

    @Test
    void crashedGuestGivesItsPagesBackAndCanStartAgain() {
        rig.spawn(spec);
        rig.host.crash(spec.id());
        assertThat(rig.driver.guest(spec.id()))
                .contains(new Guest(spec.id(), spec.name(), GuestState.CRASHED, OptionalLong.empty()));
        assertThat(rig.driver.host()).isEqualTo(new Rig().driver.host());
        assertThat(rig.events).endsWith(new GuestChanged(spec.id(), GuestState.CRASHED, Rig.NOW));
        rig.driver.start(spec.id(), LaunchGate.OPEN);
        assertThat(rig.driver.guest(spec.id()).orElseThrow().state()).isEqualTo(GuestState.RUNNING);
    }

    @Test
    void guestThatDiesBeforeTheGateIsNotRun() {
        assertFails(Kind.INTERNAL, () -> rig.driver.spawn(spec, guest -> {
            rig.host.kill(guest.pid().orElseThrow());
            return LaunchGate.OPEN.inspect(guest);
        }), "its process ended");
        assertThat(rig.driver.guests()).isEmpty();
    }

    @Test
    void vcpuAndEmulatorCanBeElsewhere() {
        rig.host.faults().distortNext(new Distortion.VcpuElsewhere(1, CpuSet.of(7)));
        rig.host.faults().distortNext(new Distortion.EmulatorElsewhere(CpuSet.parse("0-15")));
        String folder = "proc/" + rig.spawn(spec);
        assertThat(rig.status(folder, "Cpus_allowed_list")).isEqualTo("0-15");
        assertThat(rig.status(folder + "/task/1004", "Cpus_allowed_list")).isEqualTo("4");
        assertThat(rig.status(folder + "/task/1005", "Cpus_allowed_list")).isEqualTo("7");
    }

    @Test
    void memoryCanLieInAnotherCell() {
        rig.host.faults().distortNext(new Distortion.MemoryElsewhere(0, 0));
        assertThat(rig.read("proc/%d/numa_maps".formatted(rig.spawn(spec)))).contains("N0=128 kernelpagesize_kB=2048");
        assertThat(rig.driver.host().cell(0).flatMap(cell -> cell.pool(PageSize.MIB_2)).orElseThrow().free())
                .isEqualTo(384);
    }

    @Test
    void pagesCanHaveTheWrongSize() {
        rig.host.faults().distortNext(new Distortion.OtherPages(0, PageSize.KIB_4));
        assertThat(rig.read("proc/%d/numa_maps".formatted(rig.spawn(spec))))
                .contains("7f0000000000 bind:1 anon=65536 dirty=65536 active=0 N1=65536 kernelpagesize_kB=4");
        assertThat(rig.driver.host()).isEqualTo(new Rig().driver.host());
    }

    @Test
    void distortionsMeetOneGuestOnly() {
        rig.host.faults().distortNext(new Distortion.VcpuElsewhere(0, CpuSet.of(7)));
        rig.spawn(spec);
        long second = rig.spawn(Guests.pinned(2, 0, 2, 10, Optional.empty()));
        assertThat(rig.status("proc/%d/task/%d".formatted(second, second + 4), "Cpus_allowed_list")).isEqualTo("2");
    }

    @Test
    void tasksetMovesOneThread() {
        String folder = "proc/" + rig.spawn(spec);
        rig.host.taskset(1004, CpuSet.of(3));
        rig.host.taskset(9999, CpuSet.of(3));
        assertThat(rig.status(folder + "/task/1004", "Cpus_allowed_list")).isEqualTo("3");
        assertThat(rig.status(folder + "/task/1005", "Cpus_allowed_list")).isEqualTo("12");
        rig.driver.destroy(spec.id());
        assertThat(rig.driver.host()).isEqualTo(new Rig().driver.host());
    }

    private static void assertFails(Kind kind, ThrowingCallable call, String part) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VirtDriverException.class,
                e -> assertThat(e.kind()).isEqualTo(kind)).hasMessageContaining(part);
    }
}
