package io.bedplate.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.bedplate.host.PageSize;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.Guest;
import io.bedplate.virt.LaunchGate;

import static org.assertj.core.api.Assertions.assertThat;

/** Many hosts, many guests; equal calls, equal answers. */
final class ScaleTests {
    private static final HostShape SHAPE = new HostShape("rack", 2, 32, 2, 524288, 131072, 0, 0);
    /** An order above what a slow machine needs. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    /** All that a caller can see of one run. */
    private record Run(List<Guest> guests, List<DriverEvent> events, List<String> files) {}

    @Test
    void equalCallsGiveEqualPidsEventsAndFiles() {
        assertThat(run()).isEqualTo(run());
    }

    private static Run run() {
        var rig = new Rig(SHAPE);
        for (int number = 0; number < 20; number++) {
            rig.spawn(Guests.pinned(number, number % 2, number, number + 64, Optional.of(PageSize.MIB_2)));
        }
        for (int number = 0; number < 20; number += 3) {
            rig.driver.destroy(Guests.floating(number).id());
        }
        rig.host.crash(Guests.floating(1).id());
        rig.driver.start(Guests.floating(1).id(), LaunchGate.OPEN);
        var files = rig.driver.guests().stream().map(guest -> "proc/" + guest.pid().orElseThrow())
                .flatMap(folder -> List.of("numa_maps", "smaps", "status", "stat", "sched").stream()
                        .map(name -> rig.read(folder + "/" + name)))
                .toList();
        return new Run(rig.driver.guests(), List.copyOf(rig.events), files);
    }

    @Test
    void tenThousandGuestsOnAThousandHostsComeAndGoQuickly() {
        long start = System.nanoTime();
        var drivers = new ArrayList<FakeDriver>();
        for (int host = 0; host < 1000; host++) {
            var driver = FakeDriver.attach(SimulatedHost.of(SHAPE), Rig.CLOCK, Runnable::run);
            drivers.add(driver);
            for (int number = 0; number < 10; number++) {
                driver.spawn(Guests.pinned(number, number % 2, number, number + 64, Optional.of(PageSize.MIB_2)),
                        LaunchGate.OPEN);
            }
        }
        assertThat(drivers.stream().mapToInt(driver -> driver.guests().size()).sum()).isEqualTo(10_000);
        drivers.forEach(driver -> driver.guests().forEach(guest -> driver.destroy(guest.id())));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME_LIMIT);
    }

    @Test
    void tenThousandGuestsFitOneHost() {
        long start = System.nanoTime();
        var rig = new Rig(new HostShape("one", 2, 32, 2, 4_194_304, 1_900_000, 0, 0));
        for (int number = 0; number < 10_000; number++) {
            rig.driver.spawn(Guests.pinned(number, number % 2, 0, 1, Optional.of(PageSize.MIB_2)), LaunchGate.OPEN);
        }
        assertThat(rig.driver.guests()).hasSize(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME_LIMIT);
    }
}
