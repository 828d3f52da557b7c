package io.bedplate.virt.tck;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 16: the agent within the guest, where the driver can reach it. */
interface GuestAgentRules extends Rules {

    @Test
    @DisplayName("[16.1] guest agent access is present exactly with GUEST_AGENT")
    default void guestAgentAccessComesWithTheCapability() {
        assertThat(session().driver().guestAgentAccess().isPresent()).isEqualTo(session().can(Capability.GUEST_AGENT));
    }

    @Test
    @DisplayName("[16.2] a guest not running is WRONG_STATE, one without the channel UNSUPPORTED, unknown NOT_FOUND")
    default void guestAgentNeedsARunningGuestWithTheChannel() {
        session().driver().guestAgentAccess().ifPresent(access -> {
            var spec = session().spawned();
            assertRefused(Kind.UNSUPPORTED, () -> access.setPassword(spec.id(), "root", "opensesame"));
            session().driver().stop(spec.id(), Duration.ZERO);
            assertRefused(Kind.WRONG_STATE, () -> access.setPassword(spec.id(), "root", "opensesame"));
            assertRefused(Kind.NOT_FOUND, () -> access.setPassword(session().tiny().id(), "root", "opensesame"));
        });
    }

    @Test
    @DisplayName("[16.3] an agent that does not answer is UNAVAILABLE in good time, and no message holds the password")
    default void silentGuestAgentIsUnavailable() {
        session().driver().guestAgentAccess().ifPresent(access -> {
            var spec = session().withAgentChannel(session().tiny());
            session().driver().spawn(spec, LaunchGate.OPEN);
            long start = System.nanoTime();
            assertRefused(Kind.UNAVAILABLE, () -> access.setPassword(spec.id(), "root", "opensesame"))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("opensesame"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(patience());
        });
    }
}
