package io.bedplate.libvirt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;

import static org.assertj.core.api.Assertions.assertThat;

/** A port on Open vSwitch with DPDK, which maps the guest's memory, confirmed by both kernels and by the switch. */
final class VhostUserTests {
    private static final DeviceId PORT = new DeviceId("fast");
    private static final String MAC = "52:54:00:00:75:01";

    // The neighbour may be slow to answer; gone is said by the kernel itself.
    private static final String SCRIPT = """
            say() { echo "SAYS $*"; }
            say "mac $(cat /sys/class/net/eth0/address) mtu $(cat /sys/class/net/eth0/mtu)"
            say "queues $(ls -d /sys/class/net/eth0/queues/rx-* | wc -l)"
            ip link set eth0 up
            ip addr add 10.75.0.1/24 dev eth0
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                ping -c 1 -W 2 10.75.0.254 > /dev/null 2>&1 && say "crossed" && break
            done
            ping -c 3 -i 0.2 -s 1372 -W 2 10.75.0.254 | grep received | sed 's/^/SAYS /'
            say done
            while [ -e /sys/class/net/eth0 ]; do usleep 200000; done
            say gone
            """;

    private static Nic port(Path socket) {
        return new Nic(PORT, new MacAddress(MAC), new NicBackend.VhostUser(socket, true), Nic.Model.VIRTIO,
                new Nic.Queues(2, 512, 1024, false), OptionalInt.of(1400), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), new Nic.Spoofing.Allowed());
    }

    private static Path socket(TestNetwork network) {
        return network.host().root().resolve("fast.sock");
    }

    private static void prepare(TestNetwork network) {
        network.run("""
                ovs-vsctl --timeout=20 add-port br75 fast -- set interface fast type=dpdkvhostuserclient \\
                    options:vhost-server-path=%s mtu_request=1400
                ip link set br75 up && ip address add 10.75.0.254/24 dev br75
                """.formatted(socket(network)));
    }

    private static String status(TestNetwork network) {
        return network.run("ovs-vsctl get interface fast status");
    }

    @Test
    void packetsCrossThePortWithItsQueuesAndItsMtuUntilItIsUnplugged() {
        try (var network = TestNetwork.start();
                var driver = network.open();
                var guest = TestGuest.withoutMsi(network.host().root(), 2, SCRIPT, port(socket(network)))) {
            TestSwitch.startWithDpdk(network, "br75");
            prepare(network);
            var before = network.devices();
            driver.spawn(guest.spec(), LaunchGate.OPEN);
            assertThat(guest.saidUntil("SAYS done")).contains("SAYS mac " + MAC + " mtu 1400", "SAYS queues 2",
                    "SAYS crossed", "SAYS 3 packets transmitted, 3 packets received");
            assertThat(network.run("ip neighbour show 10.75.0.1")).contains(MAC);
            assertThat(status(network)).contains("num_of_vrings=\"4\"", "status=connected", "vring_0_size=\"512\"",
                    "vring_1_size=\"1024\"");

            driver.hotPlug().orElseThrow().detach(guest.spec().id(), PORT, Duration.ofMinutes(2));
            guest.saidUntil("SAYS gone");
            Poll.until("the switch to see the port gone", () -> status(network),
                    now -> now.contains("status=disconnected"));
            // Nothing of the port in its definition keeps it from its next start.
            driver.stop(guest.spec().id(), Duration.ZERO);
            driver.start(guest.spec().id(), LaunchGate.OPEN);
            assertThat(status(network)).contains("status=disconnected");
            driver.destroy(guest.spec().id());
            assertThat(network.devices()).isEqualTo(before);
            assertThat(Files.exists(socket(network))).isFalse();
        }
    }
}
