package io.bedplate.virt.tck;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 30: ports. */
interface NetworkRules extends Rules {
    /** No host has it: the kernel's names end at 15 characters, and this one is nobody's. */
    String ABSENT = "tck-no-bridge";

    @Test
    @DisplayName("[30.1] NETWORK: a guest with a port runs, and its port can be plugged again; without it UNSUPPORTED")
    default void portIsPluggedAndPluggedAgain() {
        var driver = session().driver();
        if (!session().can(Capability.NETWORK)) {
            var spec = plugged(new NicBackend.Bridge(ABSENT));
            assertRefused(Kind.UNSUPPORTED, () -> driver.spawn(spec, LaunchGate.OPEN));
            assertThat(driver.guest(spec.id())).isEmpty();
            return;
        }
        var spec = plugged(plug());
        for (int time = 0; time < 2; time++) {
            driver.spawn(spec, LaunchGate.OPEN);
            assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
            driver.destroy(spec.id());
        }
    }

    @Test
    @DisplayName("[30.2] NETWORK: a port on an absent bridge is INVALID_SPEC, and nothing is left")
    default void absentBridgeIsNamed() {
        if (session().can(Capability.NETWORK)) {
            var driver = session().driver();
            var spec = plugged(new NicBackend.Bridge(ABSENT));
            assertRefused(Kind.INVALID_SPEC, () -> driver.spawn(spec, LaunchGate.OPEN)).hasMessageContaining(ABSENT);
            assertThat(driver.guest(spec.id())).isEmpty();
        }
    }

    private InstanceSpec plugged(NicBackend backend) {
        var spec = session().tiny();
        return spec.equipped(spec.disks(),
                List.of(Nic.of(new DeviceId("port"), new MacAddress("52:54:00:74:63:6b"), backend)));
    }
}
