package io.bedplate.agent.metrics;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry.Text;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.GuestStats.Vcpu;
import io.bedplate.virt.InstanceId;

import static org.assertj.core.api.Assertions.assertThat;

final class StealTimesTests {
    private static final InstanceId ID = new InstanceId(new UUID(0, 1));

    private static final HostTree NOTHING = new HostTree(Collections.emptySortedMap());

    private static List<GuestStats> stats(OptionalLong wait) {
        return List.of(new GuestStats(ID, "one", GuestState.RUNNING,
                List.of(new Vcpu(0, 5, wait, OptionalLong.empty()),
                        new Vcpu(1, 6, OptionalLong.of(9), OptionalLong.empty())),
                Optional.empty(), List.of(), List.of()));
    }

    @Test
    void theKernelSaysWhatTheHypervisorDoesNot() {
        var files = NOTHING.with("proc/40/task/40/comm", new Text("qemu-system-x86\n"))
                .with("proc/40/task/40/schedstat", new Text("1 2 3\n"))
                .with("proc/40/task/41/comm", new Text("CPU 0/KVM\n"))
                .with("proc/40/task/41/schedstat", new Text("700 42 3\n"))
                .with("proc/40/task/42/comm", new Text("CPU 1/KVM\n"))
                .with("proc/40/task/42/schedstat", new Text("700 43 3\n")).simulated();
        var guests = List.of(new Guest(ID, "one", GuestState.RUNNING, OptionalLong.of(40)));
        var completed = new StealTimes(files, () -> guests).complete(stats(OptionalLong.empty()));
        assertThat(completed).flatExtracting(GuestStats::vcpus).extracting(Object::toString)
                .isEqualTo(stats(OptionalLong.of(42)).getFirst().vcpus().stream().map(Object::toString).toList());
    }

    @Test
    void nobodyIsAskedWhereTheHypervisorSaysAll() {
        var stealTimes = new StealTimes(NOTHING.simulated(), () -> {
            throw new AssertionError("asked for processes");
        });
        assertThat(stealTimes.complete(stats(OptionalLong.of(1)))).isEqualTo(stats(OptionalLong.of(1)));
    }

    @Test
    void aGuestThatHasJustEndedStaysWithout() {
        var completed = new StealTimes(NOTHING.simulated(), List::of).complete(stats(OptionalLong.empty()));
        assertThat(completed).isEqualTo(stats(OptionalLong.empty()));
    }
}
