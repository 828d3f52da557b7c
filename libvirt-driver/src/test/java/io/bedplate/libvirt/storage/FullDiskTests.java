package io.bedplate.libvirt.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.virt.DiskRefusal;
import io.bedplate.virt.InstanceId;

import static io.bedplate.libvirt.storage.Machine.MIB;
import static io.bedplate.libvirt.storage.Machine.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A file system of 6 MiB, for cache and disks. */
final class FullDiskTests {
    private static final InstanceId ID = new InstanceId(new UUID(3, 4));

    @TempDir
    Path dir;

    private Path mounted;

    @BeforeEach
    void mount() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "mounting a tmpfs needs root");
        Machine.needs("qemu-img", "mkfs.ext4");
        mounted = Files.createDirectory(dir.resolve("small"));
        TOOLS.run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", mounted.toString());
    }

    @AfterEach
    void unmount() {
        if (mounted != null) {
            TOOLS.run("umount", mounted.toString());
        }
    }

    private InstanceDisks disks(Machine machine) {
        return new InstanceDisks(machine.instances(), machine.cache(), TOOLS);
    }

    @Test
    void anImageThatDoesNotFitIsRefusedBeforehand() throws IOException {
        var image = new Machine(dir).rawImage();
        var machine = new Machine(mounted);
        Files.write(mounted.resolve("filler"), new byte[(int) (5 * MIB)]);
        assertThat(machine.cache().get(image, 8 * MIB)).isInstanceOfSatisfying(BaseLookup.Refused.class,
                refused -> assertThat(refused.refusal()).isInstanceOfSatisfying(DiskRefusal.NoRoom.class,
                        noRoom -> assertThat(noRoom.wantedBytes()).isEqualTo(2 * MIB)));
        assertThat(machine.cached()).isEmpty();
    }

    @Test
    void aDiskThatDoesNotFitIsRefusedBeforehand() throws IOException {
        var image = new Machine(dir).rawImage();
        var machine = new Machine(mounted);
        machine.cache().get(image, 2 * MIB);
        Files.write(mounted.resolve("filler"), new byte[(int) (3 * MIB)]);
        var prepared = disks(machine).prepare(ID, List.of(new FileOrder.RawCopy("root", image, 2 * MIB)));
        assertThat(prepared).isInstanceOfSatisfying(Prepared.Refused.class, refused -> assertThat(
                refused.refusal().sentence()).contains("3145728 bytes wanted"));
        assertThat(Machine.names(machine.instances())).isEmpty();
    }

    @Test
    void aDiskThatFillsUpOnTheWayLeavesNothing() throws IOException {
        var machine = new Machine(mounted);
        // Its source does not say how large it is.
        var content = new byte[(int) (8 * MIB)];
        Arrays.fill(content, (byte) 1);
        var image = new BaseImage(Machine.checksum(content), ImageFormat.RAW,
                () -> new ByteArrayInputStream(content));
        var order = new FileOrder.Overlay("root", image, 8 * MIB, Optional.empty());
        assertThatThrownBy(() -> disks(machine).prepare(ID, List.of(order))).isInstanceOf(StorageException.class)
                .hasMessageContaining("No space left on device");
        assertThat(machine.cached()).isEmpty();
        assertThat(Machine.names(machine.instances())).isEmpty();
        assertThat(Files.getFileStore(mounted).getUsableSpace()).isGreaterThan(5 * MIB);
    }

    @Test
    void aProgramThatFillsTheDiskLeavesNothing() throws IOException {
        var machine = new Machine(mounted);
        var source = dir.resolve("source");
        var content = new byte[(int) (8 * MIB)];
        Arrays.fill(content, (byte) 1);
        Files.write(dir.resolve("raw"), content);
        TOOLS.run("qemu-img", "convert", "-c", "-f", "raw", "-O", "qcow2", dir.resolve("raw").toString(),
                source.toString());
        var image = Machine.image(source, ImageFormat.QCOW2);
        assertThatThrownBy(() -> machine.cache().get(image, 8 * MIB)).isInstanceOf(StorageException.class)
                .hasMessageContaining("No space left on device");
        assertThat(machine.cached()).isEmpty();
    }
}
