package io.bedplate.libvirt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.bedplate.libvirt.xml.PortName;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** Whatever becomes of a guest, its ports go with it: taps, macvtaps, Open vSwitch's ports, filters. */
final class UnplugTests {
    @RegisterExtension
    static final Shared<TestNetwork> SHARED = new Shared<>(UnplugTests::startNetwork);

    /** All that ports leave traces in. */
    private record Traces(List<String> devices, String switchPorts, String filters, String chains) {
        static Traces of(TestNetwork network) {
            return new Traces(network.devices(), network.run("ovs-vsctl list-ports br9"),
                    network.run("iptables-save; ls /run/libvirt/nwfilter-binding"),
                    network.run("ebtables -t nat -L --Lx"));
        }

        /** Of a guest that was killed on a busy machine, libvirt now and then forgets a chain. */
        Traces forgettingChains() {
            return new Traces(devices, switchPorts, filters, "");
        }
    }

    private static TestNetwork startNetwork() {
        var network = TestNetwork.start();
        TestSwitch.start(network, "br9");
        network.bridge("br8");
        network.run("ip link add card9 type veth peer name wire9 && ip link set card9 up && ip link set wire9 up");
        return network;
    }

    private static TestNetwork network() {
        return SHARED.get();
    }

    /** One port of each kind that needs no hardware. */
    private static InstanceSpec guest() {
        var guarded = new Nic(new DeviceId("guarded"), new MacAddress("52:54:00:00:09:01"),
                new NicBackend.Bridge("br8"),
                Nic.Model.VIRTIO, Nic.Queues.DEFAULT, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(),
                Optional.empty(), new Nic.Spoofing.Refused(List.of("10.9.0.1")));
        return network().host().guest().equipped(List.of(), List.of(guarded,
                port("switched", 2, new NicBackend.OpenVswitch("br9", UUID.randomUUID())),
                port("card", 3, new NicBackend.Macvtap("card9", NicBackend.Macvtap.Mode.VEPA))));
    }

    private static Nic port(String name, int number, NicBackend backend) {
        return Nic.of(new DeviceId(name), new MacAddress("52:54:00:00:09:0" + number), backend);
    }

    private static List<String> names(InstanceSpec spec) {
        return spec.nics().stream().map(nic -> PortName.of(spec.id().uuid(), nic.id()).toString()).toList();
    }

    private static void assertPlugged(InstanceSpec spec) {
        var now = Traces.of(network());
        assertThat(now.devices()).containsAll(names(spec));
        assertThat(now.switchPorts()).contains(names(spec).get(1));
        assertThat(now.filters() + now.chains()).contains(names(spec).getFirst());
    }

    private static void assertUnplugged(Traces before) {
        Poll.until("the ports to go", () -> Traces.of(network()), before::equals);
    }

    private static long pid(VirtDriver driver, InstanceSpec spec) {
        return driver.guest(spec.id()).orElseThrow().pid().orElseThrow();
    }

    @Test
    void stoppingAndDestroyingUnplug() {
        try (var driver = network().open()) {
            var before = Traces.of(network());
            var spec = guest();
            driver.spawn(spec, LaunchGate.OPEN);
            assertPlugged(spec);
            driver.stop(spec.id(), Duration.ZERO);
            assertUnplugged(before);
            driver.start(spec.id(), LaunchGate.OPEN);
            assertPlugged(spec);
            driver.destroy(spec.id());
            assertUnplugged(before);
        }
    }

    @Test
    void guestThatWasKilledIsUnplugged() {
        var before = Traces.of(network());
        try (var driver = network().open()) {
            var spec = guest();
            driver.spawn(spec, LaunchGate.OPEN);
            ProcessHandle.of(pid(driver, spec)).orElseThrow().destroyForcibly();
            Poll.until("the ports to go", () -> Traces.of(network()).forgettingChains(),
                    before.forgettingChains()::equals);
            Poll.until("the crash", () -> driver.guest(spec.id()).map(Guest::state).orElseThrow(),
                    GuestState.CRASHED::equals);
            driver.start(spec.id(), LaunchGate.OPEN);
            assertPlugged(spec);
            driver.destroy(spec.id());
        }
        network().open().close();
        assertUnplugged(before);
    }

    @Test
    void guestThatWasKilledWhileLibvirtWasAwayIsUnpluggedWhenItIsBack() {
        try (var driver = network().open()) {
            var heard = new Heard();
            driver.onEvent(heard);
            var before = Traces.of(network());
            var spec = guest();
            driver.spawn(spec, LaunchGate.OPEN);
            var qemu = ProcessHandle.of(pid(driver, spec)).orElseThrow();
            network().host().daemon().down();
            qemu.destroyForcibly();
            qemu.onExit().join();
            network().host().daemon().up();
            heard.await("the return", DriverEvent.ConnectionRestored.class::isInstance);
            assertUnplugged(before);
            driver.destroy(spec.id());
            assertUnplugged(before);
        }
    }

    @Test
    void spawnThatFailsUnplugs() {
        try (var driver = network().open()) {
            var before = Traces.of(network());
            var spec = guest();
            LaunchGate cutOff = _ -> {
                assertPlugged(spec);
                throw new IllegalStateException("cut off");
            };
            assertThatThrownBy(() -> driver.spawn(spec, cutOff)).hasMessage("cut off");
            assertUnplugged(before);
        }
    }

    @Test
    void whatIsMissingIsNamedAndNothingIsLeft() {
        try (var driver = network().open()) {
            var before = Traces.of(network());
            for (var backend : List.of(new NicBackend.Bridge("br-none"), new NicBackend.Bridge("card9"),
                    new NicBackend.OpenVswitch("br-none", UUID.randomUUID()),
                    new NicBackend.Macvtap("card-none", NicBackend.Macvtap.Mode.BRIDGE))) {
                var sound = guest();
                var nics = new ArrayList<>(sound.nics());
                nics.add(port("odd", 4, backend));
                var spec = sound.equipped(List.of(), nics);
                assertThatThrownBy(() -> driver.spawn(spec, LaunchGate.OPEN))
                        .asInstanceOf(type(VirtDriverException.class))
                        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID_SPEC))
                        .extracting(Throwable::getMessage).asString().contains("port odd: ");
                assertThat(driver.guest(spec.id())).isEmpty();
            }
            assertThat(Traces.of(network())).isEqualTo(before);
        }
    }

    @Test
    void whatIsLeftOfGuestsThatAreGoneIsSweptAndNothingElse() {
        var gone = PortName.of(UUID.randomUUID(), new DeviceId("p")).toString();
        var known = guest();
        var stopped = names(known).getFirst();
        try (var driver = network().open()) {
            driver.spawn(known, LaunchGate.OPEN);
            driver.stop(known.id(), Duration.ZERO);
        }
        var before = Traces.of(network());
        network().run("""
                ip tuntap add %1$s mode tap && ovs-vsctl --timeout=20 add-port br9 %1$s
                ip tuntap add %2$s mode tap && ip tuntap add vnet99 mode tap
                ovs-vsctl --timeout=20 --no-wait add-port br9 %2$s
                """.formatted(gone, stopped));
        try (var driver = network().open()) {
            var now = Traces.of(network());
            assertThat(now.devices()).contains(stopped, "vnet99").doesNotContain(gone);
            assertThat(now.switchPorts()).contains(stopped).doesNotContain(gone);
            driver.destroy(known.id());
        }
        try (var driver = network().open()) {
            assertThat(driver.guests()).isEmpty();
            network().run("ip link delete vnet99");
            assertThat(Traces.of(network())).as("its guest is gone, too").isEqualTo(before);
        }
    }

    @Test
    void chainOfAFilterThatWasForgottenHindersNobodyAndIsSwept() {
        var before = Traces.of(network());
        var spec = guest();
        var forgotten = "ebtables -t nat -N I-%s-ipv4-ip -P RETURN".formatted(names(spec).getFirst());
        try (var driver = network().open()) {
            network().run(forgotten);
            driver.spawn(spec, LaunchGate.OPEN);
            assertPlugged(spec);
            driver.destroy(spec.id());
            network().run(forgotten + " || true");
        }
        network().open().close();
        assertThat(Traces.of(network())).isEqualTo(before);
    }

    @Test
    void tapThatAProcessHoldsIsNotSwept() {
        var before = Traces.of(network());
        var held = PortName.of(UUID.randomUUID(), new DeviceId("p")).toString();
        // QEMU of another libvirt would be known by its UUID; this one has none.
        var qemu = network().hold("exec qemu-system-x86_64 -S -display none -nodefaults -netdev "
                + "tap,id=n,ifname=%s,script=no,downscript=no".formatted(held));
        try {
            Poll.until("the tap", () -> network().devices(), devices -> devices.contains(held));
            network().open().close();
            assertThat(network().devices()).contains(held);
        } finally {
            qemu.destroyForcibly();
        }
        assertUnplugged(before);
    }
}
