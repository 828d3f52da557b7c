package io.bedplate.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.xml.PlugPorts;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.Disk.Bus;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MacAddress;
import io.bedplate.virt.Nic;
import io.bedplate.virt.NicBackend;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Devices that come and go, as the guest's own kernel sees them. */
final class HotPlugTests {
    /** Says what block devices there are, whenever that changes; eject is told by the kernel itself. */
    private static final String WATCH = """
            before=none
            echo watching
            while :; do
                now="$(ls /sys/block | grep vd | tr '\\n' ' ')"
                [ "$now" = "$before" ] || echo "disks: $now;"
                before=$now
                usleep 200000
            done
            """;
    private static final String WATCH_CARDS = """
            before=none
            while :; do
                now="$(cat /sys/class/net/eth*/address 2>/dev/null | tr '\\n' ' ')"
                [ "$now" = "$before" ] || echo "cards: $now;"
                before=$now
                usleep 200000
            done
            """;
    @RegisterExtension
    static final Shared<TestHost> SHARED = new Shared<>(TestHost::start);

    private static TestHost host() {
        return SHARED.get();
    }

    private static Disk disk(String id, Path file) {
        try {
            Files.write(file, new byte[1 << 20]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Disk.file(new DeviceId(id), file, Disk.Format.RAW);
    }

    @Test
    void kernelOfTheGuestSeesADiskComeAndGo() throws IOException {
        var file = host().root().resolve("data.img");
        try (var driver = host().open(); var guest = TestGuest.of(host().root(), 1, WATCH)) {
            var plug = driver.hotPlug().orElseThrow();
            var id = guest.spec().id();
            driver.spawn(guest.spec(), LaunchGate.OPEN);
            guest.saidUntil("disks: ;");
            plug.attach(id, new Attachment.OfDisk(disk("data", file)));
            guest.saidUntil("disks: vda ;");
            plug.detach(id, new DeviceId("data"), Duration.ofMinutes(2));
            Poll.until("the guest to see the disk gone", guest::said,
                    said -> said.lastIndexOf("disks: ;") > said.indexOf("disks: vda ;"));
            assertRefused(Kind.NOT_FOUND, () -> plug.detach(id, new DeviceId("data"), Duration.ZERO));
            driver.destroy(id);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void kernelOfTheGuestSeesAPortComeAndGo() {
        var card = new DeviceId("card");
        var mac = new MacAddress("52:54:00:00:72:01");
        try (var network = TestNetwork.start();
                var driver = network.open();
                var guest = TestGuest.of(network.host().root(), 1, WATCH_CARDS)) {
            var plug = driver.hotPlug().orElseThrow();
            var id = guest.spec().id();
            driver.spawn(guest.spec(), LaunchGate.OPEN);
            guest.saidUntil("cards: ;");
            var port = new Attachment.OfNic(Nic.of(card, mac, new NicBackend.Bridge("br72")));
            assertRefused(Kind.INVALID_SPEC, () -> plug.attach(id, port)).hasMessageContainingAll("card", "br72");
            assertRefused(Kind.NOT_FOUND, () -> plug.detach(id, card, Duration.ZERO));
            network.bridge("br72");
            var before = network.devices();
            plug.attach(id, port);
            guest.saidUntil("cards: 52:54:00:00:72:01 ;");
            plug.detach(id, card, Duration.ofMinutes(2));
            Poll.until("the guest to see the port gone", guest::said,
                    said -> said.lastIndexOf("cards: ;") > said.indexOf("cards: 52:54:00:00:72:01 ;"));
            assertThat(network.devices()).isEqualTo(before);
            driver.destroy(id);
        }
    }

    /** A guest that sits in its firmware hears no request. */
    @Test
    void guestThatDoesNotAnswerKeepsItsDevice() throws IOException {
        var file = host().root().resolve("kept.img");
        try (var driver = host().open()) {
            var plug = driver.hotPlug().orElseThrow();
            var spec = host().guest();
            driver.spawn(spec, LaunchGate.OPEN);
            var disk = disk("kept", file);
            plug.attach(spec.id(), new Attachment.OfDisk(disk));
            assertRefused(Kind.UNAVAILABLE, () -> plug.detach(spec.id(), disk.id(), Duration.ofSeconds(4)))
                    .hasMessageContaining("keeps device kept").hasMessageContaining("2 times");
            assertRefused(Kind.EXISTS, () -> plug.attach(spec.id(), new Attachment.OfDisk(disk)));
            driver.stop(spec.id(), Duration.ZERO);
            plug.detach(spec.id(), disk.id(), Duration.ZERO);
            assertRefused(Kind.NOT_FOUND, () -> plug.detach(spec.id(), disk.id(), Duration.ZERO));
            driver.destroy(spec.id());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void devicesFillThePortsAndNoMore() throws IOException {
        var folder = Files.createDirectory(host().root().resolve("many"));
        try (var driver = host().open()) {
            var plug = driver.hotPlug().orElseThrow();
            var spec = host().guest();
            driver.spawn(spec, LaunchGate.OPEN);
            for (int i = 0; i < PlugPorts.FREE; i++) {
                plug.attach(spec.id(), new Attachment.OfDisk(disk("d" + i, folder.resolve("d" + i))));
            }
            var last = disk("last", folder.resolve("last"));
            assertRefused(Kind.INSUFFICIENT_RESOURCES, () -> plug.attach(spec.id(), new Attachment.OfDisk(last)))
                    .hasMessageContaining("device last");
            assertRefused(Kind.NOT_FOUND, () -> plug.detach(spec.id(), last.id(), Duration.ZERO));
            driver.destroy(spec.id());
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    @Test
    void wrongDeviceGetsOneClearErrorAndLeavesNothing() throws IOException {
        var file = host().root().resolve("wrong.img");
        var disk = disk("wrong", file);
        try (var driver = host().open()) {
            var plug = driver.hotPlug().orElseThrow();
            var spec = host().guest();
            driver.spawn(spec, LaunchGate.OPEN);
            assertNothingComesOf(plug, spec, on(disk, Bus.SATA), Kind.UNSUPPORTED, "bus SATA");
            assertNothingComesOf(plug, spec, on(disk, Bus.CDROM), Kind.UNSUPPORTED, "bus CDROM");
            assertNothingComesOf(plug, spec, Disk.file(disk.id(), file, Disk.Format.QCOW2), Kind.INVALID_SPEC,
                    "qcow2");
            assertNothingComesOf(plug, spec, Disk.file(disk.id(), file.resolveSibling("absent"), Disk.Format.RAW),
                    Kind.INVALID_SPEC, "absent");
            plug.attach(spec.id(), new Attachment.OfDisk(disk));
            driver.destroy(spec.id());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Where the kernel has no VFIO; elsewhere the function would really be taken from its driver. */
    @Test
    void functionOfAHostWithoutVfioIsRefusedAndNothingIsLeft() {
        try (var driver = host().open()) {
            assumeTrue(HostFiles.real().list("sys/kernel/iommu_groups").isEmpty(), "this host can pass functions");
            var functions = driver.host().pci();
            assumeTrue(!functions.isEmpty(), "no PCI here");
            var plug = driver.hotPlug().orElseThrow();
            var spec = host().guest();
            driver.spawn(spec, LaunchGate.OPEN);
            var card = new DeviceId("card");
            var function = new PlacedDevice(functions.getFirst().address(), OptionalInt.empty());
            assertThatThrownBy(() -> plug.attach(spec.id(), new Attachment.OfPci(card, function)))
                    .isInstanceOf(VirtDriverException.class).hasMessageContaining("device card");
            assertRefused(Kind.NOT_FOUND, () -> plug.detach(spec.id(), card, Duration.ZERO));
            driver.destroy(spec.id());
        }
    }

    private static Disk on(Disk disk, Bus bus) {
        return new Disk(disk.id(), disk.source(), disk.format(), bus, disk.tuning(), false, false, Optional.empty(),
                Optional.empty());
    }

    private static void assertNothingComesOf(HotPlug plug, InstanceSpec spec, Disk disk, Kind kind, String... words) {
        assertRefused(kind, () -> plug.attach(spec.id(), new Attachment.OfDisk(disk)))
                .hasMessageContaining("wrong").hasMessageContainingAll(words);
        assertRefused(Kind.NOT_FOUND, () -> plug.detach(spec.id(), disk.id(), Duration.ZERO));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, VirtDriverException> assertRefused(Kind kind,
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call).asInstanceOf(type(VirtDriverException.class))
                .satisfies(refusal -> assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.throwable(VirtDriverException.class));
    }
}
