package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.GuestStats;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.Statistics;
import io.bedplate.virt.Statistics.Calls;
import io.bedplate.virt.Statistics.Group;

import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 25: what guests have used, where the driver can tell. */
interface StatisticsRules extends Rules {
    int LOOKS = 3;

    @Test
    @DisplayName("[25.1] statistics are present exactly with STATISTICS")
    default void statisticsComeWithTheCapability() {
        assertThat(session().driver().statistics().isPresent()).isEqualTo(session().can(Capability.STATISTICS));
    }

    @Test
    @DisplayName("[25.2] every guest is named in order with its state, and only what was asked for is filled")
    default void statisticsNameEveryGuest() {
        session().driver().statistics().ifPresent(statistics -> {
            session().spawned();
            session().stopped();
            session().driver().suspending().ifPresent(suspending -> suspending.suspend(session().spawned().id()));
            assertThat(statistics.all(Set.of())).allSatisfy(StatisticsRules::requireBare)
                    .extracting(guest -> List.of(guest.id(), guest.name(), guest.state()))
                    .isEqualTo(session().driver().guests().stream().map(StatisticsRules::known).toList());
            assertThat(statistics.all(Set.of(Group.BALLOON))).allSatisfy(guest -> requireBare(
                    new GuestStats(guest.id(), guest.name(), guest.state(), guest.vcpus(), Optional.empty(),
                            guest.disks(), guest.ports())));
        });
    }

    private static List<Object> known(Guest guest) {
        return List.of(guest.id(), guest.name(), guest.state());
    }

    private static void requireBare(GuestStats guest) {
        assertThat(guest).isEqualTo(new GuestStats(guest.id(), guest.name(), guest.state(), List.of(),
                Optional.empty(), List.of(), List.of()));
    }

    @Test
    @DisplayName("[25.3] VCPU: an entry for each vCPU of a guest with a process; times never shrink")
    default void statisticsHaveEveryVcpu() {
        session().driver().statistics().ifPresent(statistics -> {
            var spec = session().spawned();
            session().poll().until("the guest's first moment on a pCPU", () -> ran(of(spec, statistics)),
                    ran -> ran > 0);
            var before = of(spec, statistics).vcpus();
            assertThat(before).extracting(GuestStats.Vcpu::vcpu)
                    .isEqualTo(IntStream.range(0, spec.vcpus()).boxed().toList());
            for (int look = 0; look < LOOKS; look++) {
                var now = of(spec, statistics).vcpus();
                assertThat(now).zipSatisfy(before, StatisticsRules::requireNotLess);
                before = now;
            }
            session().driver().stop(spec.id(), Duration.ZERO);
            assertThat(of(spec, statistics).vcpus()).isEmpty();
        });
    }

    private static void requireNotLess(GuestStats.Vcpu now, GuestStats.Vcpu before) {
        assertThat(now.runNanos()).isGreaterThanOrEqualTo(before.runNanos());
        assertThat(now.waitNanos().orElse(0)).isGreaterThanOrEqualTo(before.waitNanos().orElse(0));
        assertThat(now.haltNanos().orElse(0)).isGreaterThanOrEqualTo(before.haltNanos().orElse(0));
    }

    private static long ran(GuestStats guest) {
        return guest.vcpus().stream().mapToLong(GuestStats.Vcpu::runNanos).sum();
    }

    @Test
    @DisplayName("[25.4] BALLOON, BLOCK, INTERFACE: the memory, disks and ports of the specification")
    default void statisticsHaveMemoryDisksAndPorts() {
        session().driver().statistics().ifPresent(statistics -> {
            var spec = withPort(session().withDisk("statistics"));
            session().driver().spawn(spec, LaunchGate.OPEN);
            var found = session().poll().until("figures of memory and disk", () -> of(spec, statistics),
                    guest -> guest.memory().isPresent() && !guest.disks().isEmpty());
            assertThat(found.memory().map(GuestStats.Memory::maximumKib)).hasValue(spec.memoryKib());
            assertThat(found.disks()).hasSameSizeAs(spec.disks());
            assertThat(found.ports()).hasSameSizeAs(spec.nics());
        });
    }

    private InstanceSpec withPort(InstanceSpec spec) {
        return session().can(Capability.NETWORK)
                ? spec.equipped(spec.disks(), List.of(Nic.of(new DeviceId("port"),
                        new MacAddress("52:54:00:74:63:6c"), plug())))
                : spec;
    }

    @Test
    @DisplayName("[25.5] statistics do not wait for a guest that the gate looks at")
    default void statisticsDoNotWaitForAGuest() {
        session().driver().statistics().ifPresent(statistics -> {
            var other = session().spawned();
            var held = session().tiny();
            var gate = Gate.doing(() -> assertThat(meanwhile(statistics)).extracting(GuestStats::id)
                    .contains(other.id()));
            session().driver().spawn(held, gate);
            assertThat(gate.guest().state()).isEqualTo(GuestState.PAUSED);
        });
    }

    private List<GuestStats> meanwhile(Statistics statistics) {
        return CompletableFuture
                .supplyAsync(() -> statistics.all(EnumSet.allOf(Group.class)), Thread::startVirtualThread)
                .orTimeout(patience().toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Test
    @DisplayName("[25.6] calls are named and ascending, and their counts grow")
    default void statisticsHaveCalls() {
        session().driver().statistics().ifPresent(statistics -> {
            statistics.all(Set.of());
            var before = statistics.calls();
            assertThat(before).extracting(Calls::function).isNotEmpty().isSorted().doesNotHaveDuplicates()
                    .allSatisfy(name -> assertThat(name).matches("[A-Za-z0-9_]+"));
            statistics.all(Set.of());
            assertThat(total(statistics.calls())).isGreaterThan(total(before));
        });
    }

    private static long total(List<Calls> calls) {
        return calls.stream().mapToLong(call -> call.times().total()).sum();
    }

    private static GuestStats of(InstanceSpec spec, Statistics statistics) {
        return statistics.all(EnumSet.allOf(Group.class)).stream().filter(guest -> guest.id().equals(spec.id()))
                .findFirst().orElseThrow(() -> new AssertionError("no statistics of guest " + spec.name()));
    }
}
