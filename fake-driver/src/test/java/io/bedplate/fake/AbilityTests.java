package io.bedplate.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.ConsoleEndpoint;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.Peripherals;
import io.bedplate.virt.Peripherals.Console;
import io.bedplate.virt.Snapshotting.Quiescence;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a simulated host does for the optional abilities, beyond the kit's rules. */
final class AbilityTests {
    private static final LaunchGate NOBODY = guest -> {
        throw new IllegalStateException("no start was wanted: " + guest);
    };
    private final Rig rig = new Rig();
    private final InstanceSpec spec = Guests.pinned(1, 1, 4, 12, Optional.of(PageSize.MIB_2));

    private GuestState state() {
        return rig.driver.guest(spec.id()).orElseThrow().state();
    }

    @Test
    void askedToRebootItDoesSoInItsProcess(@TempDir Path folder) throws IOException {
        var file = folder.resolve("console.log");
        long pid = rig.spawn(spec.logging(file));
        rig.driver.rebooting().orElseThrow().reboot(spec.id(), Duration.ofMinutes(1), NOBODY);
        assertThat(rig.pid(spec)).isEqualTo(pid);
        assertThat(Files.readAllLines(file)).hasSize(2);
        rig.driver.rebooting().orElseThrow().reboot(spec.id(), Duration.ZERO, LaunchGate.OPEN);
        assertThat(rig.pid(spec)).isNotEqualTo(pid);
    }

    @Test
    void suspendedGuestHoldsNoPages() {
        var before = rig.driver.host();
        rig.spawn(spec);
        rig.driver.suspending().orElseThrow().suspend(spec.id());
        assertThat(rig.driver.host()).isEqualTo(before);
        assertThat(state()).isEqualTo(GuestState.SUSPENDED);
        rig.host.faults().failNext(SpawnStep.RESUME, Kind.INTERNAL);
        assertFails(Kind.INTERNAL, () -> rig.driver.start(spec.id(), LaunchGate.OPEN), "RESUME");
        assertThat(state()).isEqualTo(GuestState.SUSPENDED);
        assertFails(Kind.WRONG_STATE,
                () -> rig.driver.rebooting().orElseThrow().reboot(spec.id(), Duration.ZERO, NOBODY), "SUSPENDED");
        rig.driver.stop(spec.id(), Duration.ZERO);
        assertThat(state()).isEqualTo(GuestState.STOPPED);
        assertFails(Kind.WRONG_STATE, () -> rig.driver.suspending().orElseThrow().suspend(spec.id()), "STOPPED");
    }

    @Test
    void redefinedGuestComesUpInItsNewPlaceAndKeepsItsOldOneWhereThatIsNotFree() {
        var vf = PciAddress.parse("0000:3b:02.0");
        rig.spawn(FakeDriverTests.withDevice(Guests.floating(2), vf));
        long pid = rig.spawn(spec);
        assertThat(rig.status("proc/%d/task/%d".formatted(pid, pid + 4), "Cpus_allowed_list")).isEqualTo("4");
        rig.driver.stop(spec.id(), Duration.ZERO);
        var redefining = rig.driver.redefining().orElseThrow();
        assertFails(Kind.INSUFFICIENT_RESOURCES, () -> redefining.redefine(FakeDriverTests.withDevice(spec, vf)),
                "guest-2");
        assertFails(Kind.INVALID_SPEC, () -> redefining.redefine(spec.named(spec.id(), "other")), "other");
        redefining.redefine(Guests.pinned(1, 1, 5, 13, Optional.of(PageSize.MIB_2)));
        rig.driver.start(spec.id(), LaunchGate.OPEN);
        pid = rig.pid(spec);
        assertThat(rig.status("proc/%d/task/%d".formatted(pid, pid + 4), "Cpus_allowed_list")).isEqualTo("5");
        assertFails(Kind.WRONG_STATE, () -> redefining.redefine(spec), "RUNNING");
    }

    @Test
    void guestIsRescuedOnce() {
        var rescuing = rig.driver.rescuing().orElseThrow();
        var own = Disk.file(new DeviceId("own"), Path.of("/own"), Disk.Format.RAW);
        var rescue = Disk.file(new DeviceId("rescue"), Path.of("/rescue"), Disk.Format.RAW);
        rig.spawn(spec.equipped(List.of(own), List.of()));
        assertFails(Kind.INVALID_SPEC, () -> rescuing.rescue(spec.id(), own, NOBODY), "own");
        assertFails(Kind.WRONG_STATE, () -> rescuing.unrescue(spec.id(), NOBODY), "in rescue");
        rig.host.faults().failNext(SpawnStep.START, Kind.INTERNAL);
        assertFails(Kind.INTERNAL, () -> rescuing.rescue(spec.id(), rescue, LaunchGate.OPEN), "START");
        assertThat(state()).isEqualTo(GuestState.STOPPED);
        rescuing.rescue(spec.id(), rescue, LaunchGate.OPEN);
        assertFails(Kind.WRONG_STATE, () -> rescuing.rescue(spec.id(), rescue, NOBODY), "not in rescue");
        rescuing.unrescue(spec.id(), LaunchGate.OPEN);
        assertThat(state()).isEqualTo(GuestState.RUNNING);
    }

    @Test
    void consolesOfARunningGuestHavePortsOfTheirOwn() {
        var peripherals = spec.hardware().peripherals().with(List.of(new Console.Vnc("10.0.0.1"),
                new Console.Spice("10.0.0.1"), new Console.Serial("127.0.0.1", 10000)));
        rig.spawn(spec.on(spec.hardware().with(peripherals)));
        var access = rig.driver.consoleAccess().orElseThrow();
        assertThat(access.consoles(spec.id())).extracting(ConsoleEndpoint::kind)
                .containsExactly(ConsoleEndpoint.Kind.VNC, ConsoleEndpoint.Kind.SPICE, ConsoleEndpoint.Kind.SERIAL);
        assertThat(access.consoles(spec.id())).extracting(ConsoleEndpoint::port).doesNotHaveDuplicates()
                .contains(10000);
        rig.driver.stop(spec.id(), Duration.ZERO);
        assertThat(access.consoles(spec.id())).isEmpty();
    }

    private InstanceSpec withChannel() {
        var had = spec.hardware().peripherals();
        return spec.on(spec.hardware().with(new Peripherals(had.consoles(), had.video(), true, had.watchdog(),
                had.tpm(), had.entropy(), had.vsockCid())));
    }

    @Test
    void agentsAreSilentUntilTheyAreLetAnswer(@TempDir Path folder) throws IOException {
        var content = Files.writeString(folder.resolve("disk"), "content");
        var disk = Disk.file(new DeviceId("root"), content, Disk.Format.RAW);
        rig.spawn(withChannel().equipped(List.of(disk), List.of()));
        var access = rig.driver.guestAgentAccess().orElseThrow();
        var snapshotting = rig.driver.snapshotting().orElseThrow();
        var target = folder.resolve("copy");
        assertFails(Kind.UNAVAILABLE, () -> access.setPassword(spec.id(), "root", "secret"), "does not answer");
        assertFails(Kind.UNAVAILABLE,
                () -> snapshotting.snapshot(spec.id(), disk.id(), target, Quiescence.REQUIRE), "does not answer");
        assertThat(target).doesNotExist();
        rig.host.letAgentsAnswer();
        access.setPassword(spec.id(), "root", "secret");
        assertThat(snapshotting.snapshot(spec.id(), disk.id(), target, Quiescence.REQUIRE).quiesced()).isTrue();
        assertThat(Files.readAllBytes(target)).endsWith(Files.readAllBytes(content)).startsWith('Q', 'F', 'I', 0xfb);
        assertFails(Kind.INVALID_SPEC,
                () -> snapshotting.snapshot(spec.id(), new DeviceId("x"), target, Quiescence.NONE), "no disk x");
        rig.driver.stop(spec.id(), Duration.ZERO);
        assertFails(Kind.WRONG_STATE, () -> access.setPassword(spec.id(), "root", "secret"), "STOPPED");
    }

    @Test
    void dumpSaysWhoseMemoryItWouldBe(@TempDir Path folder) throws IOException {
        rig.spawn(spec);
        var dumping = rig.driver.dumping().orElseThrow();
        var target = folder.resolve("core");
        dumping.dump(spec.id(), target);
        dumping.injectNmi(spec.id());
        assertThat(Files.readString(target)).contains(spec.name());
        assertFails(Kind.INVALID_SPEC, () -> dumping.dump(spec.id(), target), "there already");
        assertFails(Kind.INTERNAL, () -> dumping.dump(spec.id(), folder.resolve("absent/core")), "absent");
        rig.driver.stop(spec.id(), Duration.ZERO);
        assertFails(Kind.WRONG_STATE, () -> dumping.injectNmi(spec.id()), "STOPPED");
    }

    private static void assertFails(Kind kind, ThrowingCallable call, String part) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VirtDriverException.class,
                e -> assertThat(e.kind()).isEqualTo(kind)).hasMessageContaining(part);
    }
}
