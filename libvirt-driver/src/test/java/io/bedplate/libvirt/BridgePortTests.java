package io.bedplate.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.bedplate.libvirt.xml.PortName;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Taps on Linux bridges, confirmed by the guest's own kernel. */
final class BridgePortTests {
    private static final MacAddress GUARDED = new MacAddress("52:54:00:00:00:0a");
    private static final MacAddress FREE = new MacAddress("52:54:00:00:00:0b");

    // eth0 may use its own addresses only, eth1 any. busybox's ping says at the end whether anything came back.
    private static final String SCRIPT = """
            say() { echo "SAYS $*"; }
            answer() { ping -c 3 -i 0.2 -W 1 -I "$2" "$3" > /dev/null 2>&1 && say "$1 yes" || say "$1 no"; }
            for nic in eth0 eth1; do
                say "$nic mac $(cat /sys/class/net/$nic/address)"
                say "$nic mtu $(cat /sys/class/net/$nic/mtu)"
                say "$nic queues $(ls -d /sys/class/net/$nic/queues/rx-* | wc -l)"
                echo 0 > /proc/sys/net/ipv6/conf/$nic/accept_dad
                ip link set $nic up
            done
            ip addr add 10.70.0.2/24 dev eth0
            ip addr add fd70::2/64 dev eth0
            ip addr add 10.71.0.2/24 dev eth1
            answer warm 10.70.0.2 10.70.0.1
            answer own4 10.70.0.2 10.70.0.1
            answer own6 fd70::2 fd70::1
            answer free4 10.71.0.2 10.71.0.1
            ip addr add 10.70.0.66/24 dev eth0
            ip addr add fd70::66/64 dev eth0
            ip addr add 10.71.0.66/24 dev eth1
            answer forged4 10.70.0.66 10.70.0.1
            answer forged6 fd70::66 fd70::1
            answer freeForged4 10.71.0.66 10.71.0.1
            for nic in eth0 eth1; do
                ip link set $nic down
                ip link set $nic address 52:54:00:66:66:6${nic#eth}
                ip link set $nic up
            done
            answer freeForgedMac 10.71.0.2 10.71.0.1
            answer forgedMac 10.70.0.2 10.70.0.1
            say done
            """;

    private static Nic guarded() {
        return new Nic(new DeviceId("guarded"), GUARDED, new NicBackend.Bridge("br70"), Nic.Model.VIRTIO,
                new Nic.Queues(2, 512, 256, false), OptionalInt.of(9000), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), new Nic.Spoofing.Refused(List.of("10.70.0.2", "10.70.0.3", "fd70::2")));
    }

    @Test
    void guestSeesItsPortAndGetsOutWithItsOwnAddressesAlone() {
        try (var network = TestNetwork.start();
                var driver = network.open();
                var guest = TestGuest.of(network.host().root(), 2, SCRIPT, guarded(),
                        Nic.of(new DeviceId("free"), FREE, new NicBackend.Bridge("br71")))) {
            assumeTrue(network.succeeds("ebtables -t nat -L"), "this kernel or machine has no ebtables");
            network.bridge("br70", "10.70.0.1/24", "fd70::1/64");
            network.bridge("br71", "10.71.0.1/24");
            var before = network.devices();
            driver.spawn(guest.spec(), LaunchGate.OPEN);
            var tap = PortName.of(guest.spec().id().uuid(), new DeviceId("guarded")).toString();
            assertThat(network.devices()).contains(tap);
            assertThat(network.run("ebtables -t nat -L")).contains(tap);
            var said = guest.saidUntil("SAYS done");
            driver.destroy(guest.spec().id());
            assertThat(said.lines().filter(line -> line.startsWith("SAYS ")).map(line -> line.substring(5).strip()))
                    .containsExactly("eth0 mac " + GUARDED, "eth0 mtu 9000", "eth0 queues 2", "eth1 mac " + FREE,
                            "eth1 mtu 1500", "eth1 queues 1", "warm yes", "own4 yes", "own6 yes", "free4 yes",
                            "forged4 no", "forged6 no", "freeForged4 yes", "freeForgedMac yes", "forgedMac no", "done");
            assertThat(network.devices()).isEqualTo(before);
            assertThat(network.run("ebtables -t nat -L")).doesNotContain("bp-");
        }
    }
}
