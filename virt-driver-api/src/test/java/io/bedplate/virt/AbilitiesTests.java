package io.bedplate.virt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.HostTopology;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.Disk.Format;
import io.bedplate.virt.GuestHardware.Headroom;
import io.bedplate.virt.NicBackend.VirtioForwarder;
import io.bedplate.virt.Peripherals.Console;

import static org.assertj.core.api.Assertions.assertThat;

/** What a driver author gets for nothing, and the values that abilities take. */
final class AbilitiesTests {

    /** Does what every driver must and nothing more. */
    private static final class PlainDriver implements VirtDriver {
        @Override
        public Set<Capability> capabilities() {
            return Set.of();
        }

        @Override
        public HostTopology host() {
            return new HostTopology("plain", "x86_64", List.of(), List.of(), List.of(), List.of(), List.of());
        }

        @Override
        public void spawn(InstanceSpec spec, LaunchGate gate) {}

        @Override
        public void start(InstanceId id, LaunchGate gate) {}

        @Override
        public void stop(InstanceId id, Duration grace) {}

        @Override
        public void destroy(InstanceId id) {}

        @Override
        public Optional<Guest> guest(InstanceId id) {
            return Optional.empty();
        }

        @Override
        public List<Guest> guests() {
            return List.of();
        }

        @Override
        public Subscription onEvent(Consumer<DriverEvent> listener) {
            return () -> {};
        }

        @Override
        public void close() {}
    }

    @Test
    void driverThatSaysNothingOfAnAbilityHasNone() {
        try (var driver = new PlainDriver()) {
            assertThat(List.<Optional<?>>of(driver.pausing(), driver.repinning(), driver.rebooting(),
                    driver.suspending(), driver.rescuing(), driver.redefining(), driver.hotPlug(), driver.growing(),
                    driver.consoleAccess(), driver.guestAgentAccess(), driver.dumping(), driver.snapshotting(),
                    driver.diskMaking()))
                    .allMatch(Optional::isEmpty);
        }
    }

    @Test
    void deviceThatComesBringsItsName() {
        var disk = Disk.file(new DeviceId("data"), Path.of("/d"), Format.QCOW2);
        var function = new PlacedDevice(PciAddress.parse("0000:3b:02.0"), OptionalInt.of(1));
        var nic = Nic.of(new DeviceId("nic-0"), new MacAddress("52:54:00:12:34:56"),
                new VirtioForwarder(Path.of("/run/forwarder"), function.address()));
        assertThat(new Attachment.OfDisk(disk).id()).isEqualTo(disk.id());
        assertThat(new Attachment.OfNic(nic).id()).isEqualTo(nic.id());
        assertThat(new Attachment.OfPci(new DeviceId("gpu"), function).id()).hasToString("gpu");
        assertThat(new DeviceId("a")).isLessThan(new DeviceId("b"));
    }

    @Test
    void hardwareChangesInOnePart() {
        var screen = Peripherals.NONE.with(List.of(new Console.Vnc("127.0.0.1")));
        var changed = GuestHardware.PLAIN.with(screen).with(new Headroom(8, 1 << 20));
        assertThat(changed.peripherals().consoles()).containsExactly(new Console.Vnc("127.0.0.1"));
        assertThat(changed.headroom().maxVcpus()).isEqualTo(8);
        assertThat(changed.with(Peripherals.NONE).with(Headroom.NONE)).isEqualTo(GuestHardware.PLAIN);
    }
}
