package io.bedplate.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriver;

import static org.assertj.core.api.Assertions.assertThat;

/** Reboot and suspension of guests that a real QEMU runs, beyond the rules. */
final class PowerTests {
    private static final LaunchGate NOBODY = guest -> {
        throw new IllegalStateException("no start was wanted: " + guest);
    };
    @RegisterExtension
    static final Shared<TestHost> SHARED = new Shared<>(TestHost::start);

    private static TestHost host() {
        return SHARED.get();
    }

    private static Guest guest(VirtDriver driver, InstanceSpec spec) {
        return driver.guest(spec.id()).orElseThrow();
    }

    @Test
    void guestThatHeedsTheButtonRebootsInItsProcessAndShutsDownInTime() throws IOException {
        var disk = Files.write(host().root().resolve("heeding.img"), BootSectors.heeding("it heeds"));
        var console = host().root().resolve("heeding.log");
        try (var driver = host().open()) {
            var spec = host().guest().equipped(List.of(Disk.file(new DeviceId("root"), disk, Disk.Format.RAW)),
                    List.of()).logging(console);
            driver.spawn(spec, LaunchGate.OPEN);
            Poll.until("the first boot", () -> boots(console), boots -> boots == 1);
            var before = guest(driver, spec);
            driver.rebooting().orElseThrow().reboot(spec.id(), Duration.ofSeconds(30), NOBODY);
            assertThat(guest(driver, spec)).isEqualTo(before);
            Poll.until("the second boot", () -> boots(console), boots -> boots == 2);

            long start = System.nanoTime();
            driver.stop(spec.id(), Duration.ofMinutes(5));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
            assertThat(guest(driver, spec).state()).isEqualTo(GuestState.STOPPED);
            driver.destroy(spec.id());
        } finally {
            Files.delete(disk);
            Files.deleteIfExists(console);
        }
    }

    private static long boots(Path console) {
        try {
            return Files.exists(console)
                    ? Files.readString(console).lines().filter(line -> line.contains("it heeds")).count()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void suspendedGuestIsSuspendedAlsoAfterLibvirtsRestart() {
        try (var host = TestHost.start(); var driver = host.open()) {
            var heard = new Heard();
            driver.onEvent(heard);
            var spec = host.guest();
            driver.spawn(spec, LaunchGate.OPEN);
            driver.suspending().orElseThrow().suspend(spec.id());
            host.daemon().down();
            heard.await("the loss", DriverEvent.ConnectionLost.class::isInstance);
            host.daemon().up();
            heard.await("the return", DriverEvent.ConnectionRestored.class::isInstance);
            assertThat(guest(driver, spec).state()).isEqualTo(GuestState.SUSPENDED);
            driver.start(spec.id(), LaunchGate.OPEN);
            assertThat(guest(driver, spec).state()).isEqualTo(GuestState.RUNNING);
            driver.destroy(spec.id());
        }
    }
}
