package io.bedplate.virt.tck;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.bedplate.virt.Capability;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DiskRefusal;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.Image;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate;
import io.bedplate.virt.MadeDisk;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.VirtDriverException.Kind;

import static io.bedplate.virt.tck.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Chapter 22: making disks, where the driver can. */
interface DiskRules extends Rules {
    DeviceId ROOT = new DeviceId("root");
    DeviceId SWAP = new DeviceId("swap");

    @Test
    @DisplayName("[23.1] diskMaking is present exactly with MAKE_DISKS")
    default void diskMakingComesWithTheCapability() {
        assertThat(session().driver().diskMaking().isPresent()).isEqualTo(session().can(Capability.MAKE_DISKS));
    }

    @Test
    @DisplayName("[23.2] disks have their order and sizes, and a guest with them runs")
    default void madeDisksHaveTheirOrderAndSizes() {
        session().driver().diskMaking().ifPresent(making -> {
            var spec = session().tiny();
            var disks = made(making.make(spec.id(), List.of(
                    new DiskOrder.FromImage(ROOT, session().image("an image"), 4, Disk.Format.QCOW2),
                    new DiskOrder.FromImage(new DeviceId("copy"), session().image("another"), 0, Disk.Format.RAW),
                    new DiskOrder.Swap(SWAP, 2), new DiskOrder.Ephemeral(new DeviceId("ephemeral"), 8),
                    new DiskOrder.ConfigDrive(new DeviceId("config"),
                            Map.of("openstack/latest/meta_data.json", new byte[]{'{', '}'})))));
            assertThat(disks).extracting(disk -> disk.id().text())
                    .containsExactly("root", "copy", "swap", "ephemeral", "config");
            assertThat(disks).last().extracting(Disk::readOnly).isEqualTo(true);
            assertThat(making.made(spec.id())).extracting(MadeDisk::file)
                    .containsExactlyInAnyOrderElementsOf(disks.stream().map(DiskRules::file).toList()).isSorted();
            assertThat(List.of(sizeMib(making, spec.id(), disks.get(0)), sizeMib(making, spec.id(), disks.get(1)),
                    sizeMib(making, spec.id(), disks.get(2)), sizeMib(making, spec.id(), disks.get(3))))
                    .containsExactly(4L, 1L, 2L, 8L);
            session().driver().spawn(spec.equipped(disks, List.of()), LaunchGate.OPEN);
            assertThat(session().state(spec)).isEqualTo(GuestState.RUNNING);
        });
    }

    private static List<Disk> made(MakeResult result) {
        return switch (result) {
            case MakeResult.Made(var disks) -> disks;
            case MakeResult.Refused(var refusal) -> throw new AssertionError(refusal.sentence());
        };
    }

    private static Path file(Disk disk) {
        assertThat(disk.source()).isInstanceOf(DiskSource.File.class);
        return ((DiskSource.File) disk.source()).path();
    }

    private static long sizeMib(DiskMaking making, InstanceId id, Disk disk) {
        var file = file(disk);
        return making.made(id).stream().filter(made -> made.file().equals(file) && made.id().equals(disk.id()))
                .mapToLong(MadeDisk::sizeBytes).sum() >> 20;
    }

    @Test
    @DisplayName("[23.3] an image that cannot be used is refused and named, and nothing is made")
    default void imageIsRefusedAndNothingIsMade() {
        session().driver().diskMaking().ifPresent(making -> {
            var sound = session().image("of 1 MiB");
            var other = session().image("other content");
            assertImageRefused(making, DiskRefusal.NoImage.class,
                    new Image(session().target(".absent"), "raw", sound.checksum()));
            assertImageRefused(making, DiskRefusal.OtherContent.class,
                    new Image(sound.file(), "raw", other.checksum()));
            assertImageRefused(making, DiskRefusal.UnsafeImage.class, session().image(reachingOut(), "qcow2"));
            assertImageRefused(making, DiskRefusal.UnsafeImage.class, session().image(reachingOut(), "raw"));
            assertImageRefused(making, DiskRefusal.WouldShrink.class,
                    session().image(new byte[3 * Session.DISK_BYTES], "raw"));
            var id = session().tiny().id();
            assertRefused(Kind.INVALID_SPEC,
                    () -> making.make(id, List.of(new DiskOrder.Swap(SWAP, 1), new DiskOrder.Swap(SWAP, 1))));
            assertRefused(Kind.INVALID_SPEC, () -> making.make(id,
                    List.of(new DiskOrder.FromImage(ROOT, new Image(sound.file(), "no-such-format", sound.checksum()),
                            4, Disk.Format.RAW))));
            assertThat(making.made(id)).isEmpty();
        });
    }

    private void assertImageRefused(DiskMaking making, Class<? extends DiskRefusal> kind, Image image) {
        var id = session().tiny().id();
        for (var format : Disk.Format.values()) {
            var result = making.make(id,
                    List.of(new DiskOrder.Swap(SWAP, 1), new DiskOrder.FromImage(ROOT, image, 2, format)));
            assertThat(result).isInstanceOfSatisfying(MakeResult.Refused.class,
                    refused -> assertThat(refused.refusal()).isInstanceOfSatisfying(kind,
                            refusal -> assertThat(refusal.sentence()).contains(image.file().toString())));
            assertThat(making.made(id)).isEmpty();
        }
    }

    /** A qcow2 header whose backing file is one of the host's (docs/interop/qcow2.txt of QEMU). */
    private static byte[] reachingOut() {
        var name = "/etc/passwd".getBytes(StandardCharsets.US_ASCII);
        int cluster = 65536;
        return ByteBuffer.allocate(4 * cluster).putInt(SnapshotRules.QCOW2_MAGIC).putInt(2).putLong(cluster - 64L)
                .putInt(name.length).putInt(16).putLong(Session.DISK_BYTES).putInt(0).putInt(1).putLong(3L * cluster)
                .putLong(cluster).putInt(1).position(cluster - 64).put(name).array();
    }

    @Test
    @DisplayName("[23.4] another disk of the same name gets a file of its own, and the former one stays")
    default void anotherDiskOfTheNameHasItsOwnFile() {
        session().driver().diskMaking().ifPresent(making -> {
            var id = session().tiny().id();
            for (var format : Disk.Format.values()) {
                var former = made(making.make(id,
                        List.of(new DiskOrder.FromImage(ROOT, session().image("former"), 4, format)))).getFirst();
                var next = made(making.make(id,
                        List.of(new DiskOrder.FromImage(ROOT, session().image("next"), 2, format)))).getFirst();
                assertThat(file(next)).isNotEqualTo(file(former));
                assertThat(sizeMib(making, id, former)).isEqualTo(4);
                assertThat(sizeMib(making, id, next)).isEqualTo(2);
            }
        });
    }

    @Test
    @DisplayName("[23.5] an enlarged disk is a copy, the former one stays; disks are not shrunk")
    default void enlargedDiskIsACopy() {
        session().driver().diskMaking().ifPresent(making -> {
            var id = session().tiny().id();
            for (var format : Disk.Format.values()) {
                var former = made(making.make(id,
                        List.of(new DiskOrder.FromImage(ROOT, session().image("former"), 4, format)))).getFirst();
                var larger = made(making.make(id, List.of(new DiskOrder.Enlarged(ROOT, former, 8)))).getFirst();
                assertThat(larger.format()).isEqualTo(format);
                assertThat(sizeMib(making, id, former)).isEqualTo(4);
                assertThat(sizeMib(making, id, larger)).isEqualTo(8);
                assertThat(making.make(id, List.of(new DiskOrder.Enlarged(ROOT, former, 3))))
                        .isInstanceOfSatisfying(MakeResult.Refused.class, refused -> assertThat(refused.refusal())
                                .isInstanceOf(DiskRefusal.WouldShrink.class));
                var foreign = Disk.file(ROOT, Path.of("/nowhere/root"), format);
                assertRefused(Kind.INVALID_SPEC,
                        () -> making.make(id, List.of(new DiskOrder.Enlarged(ROOT, foreign, 8))));
                making.keep(id, List.of());
            }
        });
    }

    @Test
    @DisplayName("[23.6] keep removes the others; destroy and close remove nothing")
    default void keepRemovesTheOthers() {
        session().driver().diskMaking().ifPresent(making -> {
            var spec = session().tiny();
            var disks = made(making.make(spec.id(), List.of(new DiskOrder.Swap(SWAP, 1),
                    new DiskOrder.Ephemeral(new DeviceId("ephemeral"), 8))));
            session().driver().spawn(spec.equipped(disks, List.of()), LaunchGate.OPEN);
            session().driver().destroy(spec.id());
            var all = making.made(spec.id());
            assertThat(all).hasSize(2);
            session().driver().close();
            var second = session().open().diskMaking().orElseThrow();
            assertThat(second.made(spec.id())).isEqualTo(all);
            second.keep(spec.id(), disks.subList(0, 1));
            assertThat(second.made(spec.id())).extracting(MadeDisk::id).containsExactly(SWAP);
            second.keep(spec.id(), List.of());
            second.keep(spec.id(), List.of());
            assertThat(second.made(spec.id())).isEmpty();
        });
    }

    @Test
    @DisplayName("[23.7] tidy removes a base image once no disk stands on it, and not before")
    default void baseImageIsRemovedWhenNoDiskStandsOnIt() {
        session().driver().diskMaking().ifPresent(making -> {
            making.tidy(Duration.ZERO);
            var id = session().tiny().id();
            made(making.make(id,
                    List.of(new DiskOrder.FromImage(ROOT, session().image("a base"), 4, Disk.Format.QCOW2))));
            assertThat(making.tidy(Duration.ZERO)).isEmpty();
            making.keep(id, List.of());
            assertThat(making.tidy(Duration.ofDays(1))).isEmpty();
            assertThat(making.tidy(Duration.ZERO)).hasSize(1);
        });
    }
}
