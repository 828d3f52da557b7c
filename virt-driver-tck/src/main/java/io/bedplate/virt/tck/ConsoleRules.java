package io.bedplate.virt.tck;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.ConsoleEndpoint;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Peripherals;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 15: where consoles are, where the driver can say. */
interface ConsoleRules extends Rules {

    @Test
    @DisplayName("[15.1] console access is present exactly with CONSOLE_ACCESS")
    default void consoleAccessComesWithTheCapability() {
        assertThat(session().driver().consoleAccess().isPresent())
                .isEqualTo(session().can(Capability.CONSOLE_ACCESS));
    }

    @Test
    @DisplayName("[15.2] each console of a running guest has an endpoint; a stopped guest has none, unknown is NOT_FOUND")
    default void consolesHaveEndpoints() {
        session().driver().consoleAccess().ifPresent(access -> {
            var driver = session().driver();
            var address = "127.0.0.1";
            var plain = session().tiny();
            var hardware = plain.hardware().with(
                    plain.hardware().peripherals().with(List.of(new Peripherals.Console.Vnc(address))));
            var spec = session().remember(plain.on(hardware));
            driver.spawn(spec, LaunchGate.OPEN);
            assertThat(access.consoles(spec.id())).singleElement().satisfies(endpoint -> {
                assertThat(endpoint.kind()).isEqualTo(ConsoleEndpoint.Kind.VNC);
                assertThat(endpoint.host()).isEqualTo(address);
                assertThat(endpoint.port()).isBetween(1, 65535);
            });
            driver.stop(spec.id(), Duration.ZERO);
            assertThat(access.consoles(spec.id())).isEmpty();
            assertRefused(Kind.NOT_FOUND, () -> access.consoles(session().tiny().id()));
        });
    }
}
