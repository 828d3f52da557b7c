package io.bedplate.libvirt;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.bedplate.libvirt.xml.PortName;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;

import static org.assertj.core.api.Assertions.assertThat;

/** Ports on Open vSwitch and on macvtap, confirmed by the guests' own kernels. */
final class SwitchedPortTests {
    private static final UUID PORT = UUID.randomUUID();
    private static final int TAG = 42;

    // The other guest may boot later; nobody waits for who is not to be reached.
    private static final String HELPERS = """
            say() { echo "SAYS $*"; }
            until_answer() {
                for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
                    ping -c 1 -W 2 "$2" > /dev/null 2>&1 && say "$1 yes" && return
                done
                say "$1 no"
            }
            """;
    private static final String ONE = HELPERS + """
            ip link set eth0 up
            ip addr add 10.72.0.1/24 dev eth0
            ip addr add 10.74.0.1/24 dev eth0
            ip link set eth1 up
            ip addr add 10.73.0.1/24 dev eth1
            say "queues $(ls -d /sys/class/net/eth1/queues/rx-* | wc -l)"
            until_answer peer 10.72.0.2
            until_answer tagged 10.74.0.254
            until_answer card 10.73.0.254
            ping -c 2 -W 1 10.72.0.253 > /dev/null 2>&1 && say "untagged yes" || say "untagged no"
            say done
            """;
    private static final String OTHER = HELPERS + """
            ip link set eth0 up
            ip addr add 10.72.0.2/24 dev eth0
            until_answer peer 10.72.0.1
            say done
            """;

    private static Nic switched(int number, UUID interfaceId) {
        return new Nic(new DeviceId("switched"), new MacAddress("52:54:00:00:72:0" + number),
                new NicBackend.OpenVswitch("br72", interfaceId), Nic.Model.VIRTIO, Nic.Queues.DEFAULT,
                OptionalInt.of(1400), OptionalInt.of(TAG), Optional.empty(), Optional.empty(),
                new Nic.Spoofing.Allowed());
    }

    private static Nic onCard() {
        return new Nic(new DeviceId("card"), new MacAddress("52:54:00:00:73:01"),
                new NicBackend.Macvtap("card0", NicBackend.Macvtap.Mode.BRIDGE), Nic.Model.VIRTIO,
                new Nic.Queues(2, 0, 0, false), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), new Nic.Spoofing.Allowed());
    }

    private static void prepare(TestNetwork network) {
        TestSwitch.start(network, "br72");
        network.run("""
                ovs-vsctl --timeout=20 add-port br72 tagged tag=%d -- set interface tagged type=internal
                ip link set br72 up && ip address add 10.72.0.253/24 dev br72
                ip link set tagged up && ip address add 10.74.0.254/24 dev tagged
                ip link add card0 type veth peer name wire0
                ip link set card0 up && ip link set wire0 up && ip address add 10.73.0.254/24 dev wire0
                """.formatted(TAG));
    }

    @Test
    void guestsReachEachOtherWithinTheirVlanAndNobodyElse() {
        try (var network = TestNetwork.start();
                var driver = network.open();
                var one = TestGuest.of(network.host().root(), 2, ONE, switched(1, PORT), onCard());
                var other = TestGuest.of(network.host().root(), 1, OTHER, switched(2, UUID.randomUUID()))) {
            prepare(network);
            var before = network.devices();
            var ports = network.run("ovs-vsctl list-ports br72");
            driver.spawn(one.spec(), LaunchGate.OPEN);
            driver.spawn(other.spec(), LaunchGate.OPEN);
            var tap = PortName.of(one.spec().id().uuid(), new DeviceId("switched"));
            assertThat(network.run("ovs-vsctl get port %s tag".formatted(tap)).strip()).isEqualTo("" + TAG);
            assertThat(network.run("ovs-vsctl get interface %s external_ids:iface-id".formatted(tap)))
                    .contains(PORT.toString());
            assertThat(one.saidUntil("SAYS done")).contains("SAYS queues 2", "SAYS peer yes", "SAYS tagged yes",
                    "SAYS card yes", "SAYS untagged no");
            assertThat(other.saidUntil("SAYS done")).contains("SAYS peer yes");
            driver.destroy(one.spec().id());
            driver.destroy(other.spec().id());
            assertThat(network.devices()).isEqualTo(before);
            assertThat(network.run("ovs-vsctl list-ports br72")).isEqualTo(ports);
        }
    }
}
