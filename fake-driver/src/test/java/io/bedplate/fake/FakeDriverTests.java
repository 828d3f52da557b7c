package io.bedplate.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.Capability;
import io.bedplate.virt.DriverEvent.GuestChanged;
import io.bedplate.virt.DriverEvent.GuestGone;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the kit does not ask: events to the letter, and refusals beyond the rules. */
final class FakeDriverTests {
    private final Rig rig = new Rig();
    private final InstanceSpec spec = Guests.pinned(1, 1, 4, 12, Optional.of(PageSize.MIB_2));

    @Test
    void lifeOfAGuestIsTold() {
        rig.spawn(spec);
        rig.driver.pausing().orElseThrow().pause(spec.id());
        rig.driver.pausing().orElseThrow().resume(spec.id());
        rig.driver.stop(spec.id(), Duration.ZERO);
        rig.driver.stop(spec.id(), Duration.ZERO);
        rig.driver.start(spec.id(), LaunchGate.OPEN);
        rig.driver.destroy(spec.id());
        assertThat(rig.events).containsExactly(changed(GuestState.PAUSED), changed(GuestState.RUNNING),
                changed(GuestState.PAUSED), changed(GuestState.RUNNING), changed(GuestState.STOPPED),
                changed(GuestState.PAUSED), changed(GuestState.RUNNING), changed(GuestState.STOPPED),
                new GuestGone(spec.id(), Rig.NOW));
    }

    private GuestChanged changed(GuestState state) {
        return new GuestChanged(spec.id(), state, Rig.NOW);
    }

    @Test
    void refusedStartLeavesAStoppedGuest() {
        rig.spawn(spec);
        rig.driver.stop(spec.id(), Duration.ZERO);
        assertFails(Kind.PLACEMENT_NOT_IN_FORCE, () -> rig.driver.start(spec.id(),
                _ -> new LaunchGate.Verdict.Refuse(List.of("one", "two"))), "one; two");
        assertThat(rig.driver.guest(spec.id()).orElseThrow().state()).isEqualTo(GuestState.STOPPED);
        assertFails(Kind.WRONG_STATE, () -> rig.driver.pausing().orElseThrow().pause(spec.id()), "STOPPED");
    }

    @Test
    void gateSeesTheKernelsTruth() {
        rig.driver.spawn(spec, guest -> {
            String folder = "proc/" + guest.pid().orElseThrow();
            assertThat(rig.status(folder + "/task/1004", "Cpus_allowed_list")).isEqualTo("4");
            assertThat(rig.driver.guest(spec.id())).contains(guest);
            return LaunchGate.OPEN.inspect(guest);
        });
    }

    @Test
    void gateMayDestroyTheGuest() {
        assertFails(Kind.INTERNAL, () -> rig.driver.spawn(spec, guest -> {
            rig.driver.destroy(guest.id());
            return LaunchGate.OPEN.inspect(guest);
        }), "its process ended");
        assertThat(rig.events).containsOnlyOnce(new GuestGone(spec.id(), Rig.NOW));
    }

    @Test
    void pagesAreTakenAllOrNone() {
        rig.spawn(Guests.pinned(2, 1, 5, 13, Optional.of(PageSize.MIB_2)));
        for (int number = 3; number < 6; number++) {
            rig.spawn(Guests.pinned(number, 1, 5, 13, Optional.of(PageSize.MIB_2)));
        }
        assertFails(Kind.INSUFFICIENT_RESOURCES, () -> rig.spawn(spec),
                "cell 1: 128 pages of 2 MiB wanted, 0 free");
    }

    @Test
    void deviceServesOneGuest() {
        var vf = PciAddress.parse("0000:3b:02.0");
        rig.spawn(withDevice(Guests.floating(1), vf));
        assertFails(Kind.INSUFFICIENT_RESOURCES, () -> rig.spawn(withDevice(Guests.floating(2), vf)),
                "0000:3b:02.0 is held by guest guest-1");
        rig.driver.destroy(Guests.floating(1).id());
        rig.spawn(withDevice(Guests.floating(2), vf));
    }

    static InstanceSpec withDevice(InstanceSpec spec, PciAddress device) {
        var old = spec.placement();
        var placement = new GuestPlacement(old.cells(), old.sharedCpus(), old.emulatorCpus(), old.ioThreads(),
                old.realtimeVcpus(), old.lockedMemory(), old.topology(),
                List.of(new PlacedDevice(device, OptionalInt.empty())));
        return spec.placed(spec.vcpus(), spec.memoryKib(), placement);
    }

    @Test
    void specificationMustAddUp() {
        var placement = spec.placement();
        assertFails(Kind.INVALID_SPEC, () -> rig.spawn(Guests.spec(2, 3, 262144, placement)), "3 vCPUs");
        assertFails(Kind.INVALID_SPEC, () -> rig.spawn(Guests.spec(2, 2, 262143, placement)), "262143 KiB");
        var oneVcpuMore = new GuestPlacement(placement.cells(), placement.sharedCpus(), placement.emulatorCpus(),
                placement.ioThreads(), placement.realtimeVcpus(), false,
                new GuestCpuTopology(1, 3, 1), List.of());
        assertFails(Kind.INVALID_SPEC, () -> rig.spawn(Guests.spec(2, 3, 262144, oneVcpuMore)), "vCPUs 0-1");
    }

    @Test
    void consoleThatCannotBeWrittenFailsTheSpawn(@TempDir Path folder) throws IOException {
        var file = folder.resolve("console.log");
        rig.spawn(withConsole(Guests.floating(1), file));
        assertThat(Files.readString(file)).isEqualTo("simulated guest guest-1 runs\n");
        assertFails(Kind.INTERNAL, () -> rig.spawn(withConsole(Guests.floating(2), folder.resolve("absent/x"))),
                "absent/x");
        assertThat(rig.driver.guest(Guests.floating(2).id())).isEmpty();
    }

    private static InstanceSpec withConsole(InstanceSpec spec, Path file) {
        return spec.logging(file);
    }

    @Test
    void bareDriverRefusesWhatItCannotDo() {
        var bare = FakeDriver.attach(rig.host, Set.of(), Rig.CLOCK, Runnable::run);
        assertThat(bare.pausing()).isEmpty();
        assertFails(Kind.UNSUPPORTED, () -> bare.spawn(spec, LaunchGate.OPEN), Capability.HUGE_PAGES.name());
        assertFails(Kind.UNSUPPORTED, () -> bare.spawn(
                withDevice(Guests.floating(1), PciAddress.parse("0000:3b:02.0")), LaunchGate.OPEN), "PCI_PASSTHROUGH");
    }

    @Test
    void guestsOfOthersAreSeenWithTheCapabilityOnly() {
        var other = FakeDriver.attach(rig.host, Set.of(), Rig.CLOCK, Runnable::run);
        rig.spawn(spec);
        assertThat(other.guests()).isEmpty();
        assertFails(Kind.NOT_FOUND, () -> other.stop(spec.id(), Duration.ZERO), spec.id().toString());
        assertFails(Kind.EXISTS, () -> other.spawn(Guests.pinned(1, 0, 0, 1, Optional.empty()), LaunchGate.OPEN),
                spec.id().toString());
        other.destroy(spec.id());
        assertThat(rig.driver.guests()).hasSize(1);
    }

    @Test
    void closedDriverSaysNothingMore() {
        rig.driver.close();
        rig.driver.close();
        assertFails(Kind.UNAVAILABLE, () -> rig.driver.spawn(spec, LaunchGate.OPEN), "closed");
        var next = FakeDriver.attach(rig.host, Rig.CLOCK, Runnable::run);
        next.spawn(spec, LaunchGate.OPEN);
        assertThat(rig.events).isEmpty();
        assertThat(next.simulatedHost()).isSameAs(rig.host);
    }

    @Test
    void listenerMayThrowAndMayEndItsSubscription() {
        rig.driver.onEvent(_ -> {
            throw new IllegalStateException("a listener");
        });
        rig.driver.onEvent(_ -> {}).close();
        rig.spawn(spec);
        assertThat(rig.events).hasSize(2);
    }

    private static void assertFails(Kind kind, ThrowingCallable call, String part) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VirtDriverException.class,
                e -> assertThat(e.kind()).isEqualTo(kind)).hasMessageContaining(part);
    }
}
