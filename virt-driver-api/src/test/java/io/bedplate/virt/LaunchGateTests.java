package io.bedplate.virt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.DriverEvent.ConnectionLost;
import io.bedplate.virt.DriverEvent.ConnectionRestored;
import io.bedplate.virt.DriverEvent.GuestChanged;
import io.bedplate.virt.DriverEvent.GuestGone;
import io.bedplate.virt.LaunchGate.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

final class LaunchGateTests {
    private static final InstanceId ID = new InstanceId(new UUID(1, 1));

    @Test
    void theOpenGateLetsEveryGuestThrough() {
        var guest = new Guest(ID, "a", GuestState.PAUSED, OptionalLong.of(7));
        assertThat(LaunchGate.OPEN.inspect(guest)).isEqualTo(new Verdict.Admit());
    }

    @Test
    void aRefusalKeepsItsReasonsWhateverTheGateDoesLater() {
        var reasons = new ArrayList<>(List.of("vcpu 0: CPUs 1 wanted, 0 allowed"));
        var refusal = new Verdict.Refuse(reasons);
        reasons.clear();
        assertThat(refusal.differences()).containsExactly("vcpu 0: CPUs 1 wanted, 0 allowed");
    }

    @Test
    void everyEventSaysWhen() {
        var now = Instant.EPOCH;
        var events = List.of(new GuestChanged(ID, GuestState.RUNNING, now), new GuestGone(ID, now),
                new ConnectionLost("restart", now), new ConnectionRestored(now));
        assertThat(events).extracting(DriverEvent::at).containsOnly(now);
    }
}
