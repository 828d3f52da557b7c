package io.bedplate.libvirt.xml;

import java.util.HashSet;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.libvirt.Specs;
import io.bedplate.virt.DeviceId;

import static org.assertj.core.api.Assertions.assertThat;

/** Names of ports among the host's network devices. */
final class PortNameTests {
    @Test
    void nameFitsTheKernelAndIsReadBack() {
        var name = PortName.of(Specs.ID.uuid(), new DeviceId("data-0"));
        // IFNAMSIZ is 16 with the NUL.
        assertThat(name.toString()).hasSize(15).startsWith("bp-").contains(PortName.ofGuest(Specs.ID.uuid()));
        assertThat(PortName.parse(name.toString())).contains(name);
        assertThat(PortName.of(Specs.ID.uuid(), new DeviceId("data-0"))).isEqualTo(name);
    }

    @Test
    void othersDevicesAreNotOurs() {
        for (var other : new String[]{"eth0", "vnet3", "bp-", "bp-x", "bp-ABCDEFGhijkl", "bp-abcdefghijklm",
                "br-abcdefghijkl"}) {
            assertThat(PortName.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void guestsThatDifferInTheLastDigitHaveNamesOfTheirOwn() {
        var names = new HashSet<String>();
        for (int i = 0; i < 2000; i++) {
            names.add(PortName.ofGuest(new UUID(0, i)));
        }
        assertThat(names).hasSize(2000);
    }
}
