package io.bedplate.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DriverEvent;
import io.bedplate.virt.Guest;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** Guests that crash, and domains of others. */
final class GuestTests {
    @RegisterExtension
    static final Shared<TestHost> SHARED = new Shared<>(TestHost::start);

    private static TestHost host() {
        return SHARED.get();
    }

    @Test
    void killedGuestIsCrashedAndCanBeStartedAgain() {
        try (var driver = host().open()) {
            var heard = new Heard();
            driver.onEvent(heard);
            var spec = host().guest();
            driver.spawn(spec, LaunchGate.OPEN);
            ProcessHandle.of(pid(driver.guest(spec.id()).orElseThrow())).orElseThrow().destroyForcibly();
            heard.await("the crash", event -> event instanceof DriverEvent.GuestChanged changed
                    && changed.id().equals(spec.id()) && changed.state() == GuestState.CRASHED);
            assertThat(driver.guest(spec.id()).map(Guest::state)).contains(GuestState.CRASHED);
            driver.start(spec.id(), LaunchGate.OPEN);
            assertThat(driver.guest(spec.id()).map(Guest::state)).contains(GuestState.RUNNING);
            driver.destroy(spec.id());
        }
    }

    private static long pid(Guest guest) {
        return guest.pid().orElseThrow();
    }

    @Test
    void foreignDomainIsNeitherSeenNorTouched() {
        var foreign = new InstanceId(UUID.randomUUID());
        try (var driver = host().open(); var link = LibvirtLink.open(host().daemon().uri(), new Deaf())) {
            link.call(Lane.QUICK, session -> {
                session.define("""
                        <domain type='qemu'><name>foreign</name><uuid>%s</uuid><memory unit='KiB'>32768</memory>
                        <os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features></domain>
                        """.formatted(foreign)).close();
                return true;
            });
            assertThat(driver.guest(foreign)).isEmpty();
            assertThat(driver.guests()).isEmpty();
            assertThat(driver.statistics().orElseThrow().all(Set.of())).isEmpty();
            driver.destroy(foreign);
            assertRefused(Kind.NOT_FOUND, () -> driver.stop(foreign, Duration.ZERO));
            var spec = host().guest();
            assertRefused(Kind.EXISTS, () -> driver.spawn(named(spec, "foreign"), LaunchGate.OPEN));
            assertThat(link.<Boolean>call(Lane.QUICK, session -> {
                try (var domain = session.lookup(foreign.uuid()).orElseThrow()) {
                    domain.undefine();
                    return true;
                }
            })).as("the foreign domain was still there").isTrue();
        }
    }

    @Test
    void absentDiskIsNamedAndNothingIsLeft() {
        try (var driver = host().open()) {
            var guest = host().printing();
            var disk = Disk.file(new DeviceId("root"), Path.of("/nowhere/disk.img"), Disk.Format.RAW);
            var spec = guest.equipped(List.of(disk), List.of());
            assertRefused(Kind.INVALID_SPEC, () -> driver.spawn(spec, LaunchGate.OPEN))
                    .hasMessageContaining("/nowhere/disk.img");
            assertThat(driver.guest(spec.id())).isEmpty();
        }
    }

    private static InstanceSpec named(InstanceSpec spec, String name) {
        return spec.named(spec.id(), name);
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, VirtDriverException> assertRefused(Kind kind,
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call).asInstanceOf(type(VirtDriverException.class))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(kind))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.throwable(VirtDriverException.class));
    }
}
