package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;

import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 5: what a driver tells of its guests. */
interface GuestRules extends Rules {

    @Test
    @DisplayName("[5.1] a guest has its id, name and state, and a pid exactly while running or paused")
    default void guestIsDescribed() {
        var driver = session().driver();
        var spec = session().tiny();
        assertThat(driver.guest(spec.id())).isEmpty();
        driver.spawn(spec, LaunchGate.OPEN);
        assertDescribed(spec, GuestState.RUNNING);
        driver.pausing().ifPresent(pausing -> {
            pausing.pause(spec.id());
            assertDescribed(spec, GuestState.PAUSED);
        });
        driver.stop(spec.id(), Duration.ZERO);
        assertDescribed(spec, GuestState.STOPPED);
        driver.start(spec.id(), LaunchGate.OPEN);
        assertDescribed(spec, GuestState.RUNNING);
    }

    private void assertDescribed(InstanceSpec spec, GuestState state) {
        var guest = session().guest(spec);
        assertThat(guest.id()).isEqualTo(spec.id());
        assertThat(guest.name()).isEqualTo(spec.name());
        assertThat(guest.state()).isEqualTo(state);
        assertThat(guest.pid().isPresent()).as("a pid while %s", state).isEqualTo(state != GuestState.STOPPED);
        assertThat(session().driver().guests()).contains(guest);
    }

    @Test
    @DisplayName("[5.2] guests are ascending by id, and all there")
    default void guestsAreAscendingAndComplete() {
        var driver = session().driver();
        // Against the order, so that a driver that keeps the order of spawning is seen.
        var specs = Stream.generate(session()::tiny).limit(3)
                .sorted(Comparator.comparing(InstanceSpec::id).reversed()).toList();
        specs.forEach(spec -> driver.spawn(spec, LaunchGate.OPEN));
        driver.stop(specs.getFirst().id(), Duration.ZERO);
        List<Guest> guests = driver.guests();
        assertThat(guests).extracting(Guest::id).isSorted()
                .containsAll(specs.stream().map(InstanceSpec::id).toList());
    }
}
