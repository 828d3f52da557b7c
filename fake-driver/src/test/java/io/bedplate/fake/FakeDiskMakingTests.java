package io.bedplate.fake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.virt.Checksum;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DiskRefusal;
import io.bedplate.virt.Image;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MadeDisk;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FakeDiskMakingTests {
    private static final InstanceId ID = new InstanceId(new UUID(1, 2));
    private static final DeviceId ROOT = new DeviceId("root");
    private static final DeviceId SWAP = new DeviceId("swap");
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private final SimulatedHost host = SimulatedHost.of(HostShape.SMALL);
    private final DiskMaking making = FakeDriver
            .attach(host, InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z")), Runnable::run).diskMaking()
            .orElseThrow();

    private Image image(byte[] content, String format) throws IOException {
        var digest = Checksum.Algorithm.SHA256.digest();
        digest.update(content);
        return new Image(Files.write(folder.resolve("image"), content), format,
                Checksum.of(Checksum.Algorithm.SHA256, digest));
    }

    private static byte[] qcow2(long backing) {
        return ByteBuffer.allocate(64).putInt(0x514649fb).putInt(3).putLong(backing).putLong(0).putLong(2L * MIB)
                .array();
    }

    private static DiskOrder root(Image image, long sizeMib) {
        return new DiskOrder.FromImage(ROOT, image, sizeMib, Disk.Format.QCOW2);
    }

    private List<Disk> made(DiskOrder... orders) {
        return ((MakeResult.Made) making.make(ID, List.of(orders))).disks();
    }

    private DiskRefusal refused(DiskOrder... orders) {
        var refusal = ((MakeResult.Refused) making.make(ID, List.of(orders))).refusal();
        assertThat(host.disks().files()).isEmpty();
        return refusal;
    }

    @Test
    void disksAreRememberedUntilTheyAreNotKept() throws IOException {
        var disks = made(root(image(qcow2(0), "qcow2"), 0), new DiskOrder.Swap(SWAP, 1),
                new DiskOrder.ConfigDrive(new DeviceId("config"), Map.of("a", new byte[2])));
        assertThat(making.made(ID)).extracting(MadeDisk::sizeBytes).containsExactlyInAnyOrder(2L * MIB, (long) MIB,
                MIB + 2L);
        var larger = made(new DiskOrder.Enlarged(ROOT, disks.getFirst(), 4)).getFirst();
        making.keep(ID, List.of(larger));
        assertThat(making.made(ID)).extracting(MadeDisk::sizeBytes).containsExactly(4L * MIB);
        assertThat(making.tidy(Duration.ofDays(1))).isEmpty();
        assertThat(making.tidy(Duration.ZERO)).hasSize(1);
        making.keep(ID, List.of());
        assertThat(host.disks().files()).isEmpty();
    }

    @Test
    void imagesAreJudged() throws IOException {
        var sound = image(new byte[MIB], "raw");
        assertThat(refused(root(new Image(folder.resolve("none"), "raw", sound.checksum()), 1)))
                .isInstanceOf(DiskRefusal.NoImage.class);
        var other = image(new byte[2], "raw");
        assertThat(refused(root(new Image(other.file(), "raw", sound.checksum()), 1)))
                .isInstanceOf(DiskRefusal.OtherContent.class);
        assertThat(refused(root(image(qcow2(0), "raw"), 4)).sentence()).contains("format-mismatch");
        assertThat(refused(root(image(qcow2(64), "qcow2"), 4)).sentence()).contains("backing-file");
        assertThat(refused(root(image(qcow2(0), "qcow2"), 1))).isInstanceOf(DiskRefusal.WouldShrink.class);
    }

    @Test
    void wrongOrdersAreInvalid() throws IOException {
        var foreign = Disk.file(ROOT, Path.of("/nowhere"), Disk.Format.RAW);
        var strange = image(new byte[1], "cuneiform");
        for (var orders : List.of(List.<DiskOrder>of(new DiskOrder.Swap(SWAP, 1), new DiskOrder.Swap(SWAP, 1)),
                List.<DiskOrder>of(new DiskOrder.Enlarged(ROOT, foreign, 1)), List.of(root(strange, 1)))) {
            assertThatThrownBy(() -> making.make(ID, orders)).isInstanceOfSatisfying(VirtDriverException.class,
                    e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_SPEC));
        }
    }

    @Test
    void failingStepLeavesNothingAndACrashWhatWasMade() {
        var orders = List.<DiskOrder>of(new DiskOrder.Swap(SWAP, 1), new DiskOrder.Ephemeral(ROOT, 1));
        host.faults().failNext(SpawnStep.MAKE_DISK, Kind.INTERNAL);
        assertThatThrownBy(() -> making.make(ID, orders)).isInstanceOf(VirtDriverException.class)
                .hasMessageContaining("MAKE_DISK");
        assertThat(host.disks().files()).isEmpty();
        host.faults().watchSteps(_ -> {
            if (!making.made(ID).isEmpty()) {
                throw new CallerEnded();
            }
        });
        assertThatThrownBy(() -> making.make(ID, orders)).isInstanceOf(CallerEnded.class);
        assertThat(host.disks().files()).hasSize(1);
    }
}
