package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.HostFit.Misfit;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.DiskTuning;
import io.bedplate.virt.VirtDriverException.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** On images made by qemu-img. */
final class DiskFitTests {
    @TempDir
    private Path folder;

    private Path images = Path.of("/");

    @BeforeEach
    void makeBaseImage() throws IOException, InterruptedException {
        images = Files.createDirectory(folder.resolve("images"));
        qemuImg("-f", "raw", images.resolve("base.raw").toString(), "1M");
    }

    private Path qemuImg(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("qemu-img", "create", "-q"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return folder.resolve("disk.qcow2");
    }

    private Path overlay(Path backing) throws IOException, InterruptedException {
        return qemuImg("-f", "qcow2", "-b", backing.toString(), "-F", "raw", folder.resolve("disk.qcow2").toString());
    }

    private Optional<Misfit> check(Disk disk) {
        return new DiskFit(HostFiles.real(), images).check(List.of(disk));
    }

    private static Disk qcow2(Path path) {
        return Disk.file(new DeviceId("root"), path, Disk.Format.QCOW2);
    }

    @Test
    void overlayOfABaseImageIsOpened() throws Exception {
        assertThat(check(qcow2(overlay(images.resolve("base.raw"))))).isEmpty();
    }

    @Test
    void overlayOfAnyOtherFileOfTheHostIsRefused() throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "x".repeat(4096));
        assertThat(check(qcow2(overlay(secret)))).hasValueSatisfying(misfit -> {
            assertThat(misfit.kind()).isEqualTo(Kind.INVALID_SPEC);
            assertThat(misfit.text()).startsWith("disk root: " + folder.resolve("disk.qcow2") + " must not be opened:")
                    .contains("backing-file");
        });
    }

    @Test
    void wayOutOfTheFolderOfBaseImagesIsSeen() throws Exception {
        Files.writeString(folder.resolve("secret"), "x".repeat(4096));
        assertThat(check(qcow2(overlay(images.resolve("../secret"))))).isPresent();
    }

    @Test
    void nameThatNoFileCanHaveIsRefused() throws Exception {
        var disk = overlay(images.resolve("base.raw"));
        var bytes = Files.readAllBytes(disk);
        // The name's place and length (docs/interop/qcow2.txt of QEMU); its last byte becomes NUL.
        var header = ByteBuffer.wrap(bytes);
        bytes[(int) header.getLong(8) + header.getInt(16) - 1] = 0;
        Files.write(disk, bytes);
        assertThat(check(qcow2(disk))).hasValueSatisfying(
                misfit -> assertThat(misfit.text()).contains("must not be opened"));
    }

    @Test
    void fileThatIsNoQcow2IsRefusedAsOne() {
        assertThat(check(qcow2(images.resolve("base.raw")))).hasValueSatisfying(
                misfit -> assertThat(misfit.text()).contains("format-mismatch"));
    }

    @Test
    void rawDiskMayHoldAnything() throws Exception {
        var file = overlay(images.resolve("base.raw"));
        assertThat(check(Disk.file(new DeviceId("root"), file, Disk.Format.RAW))).isEmpty();
    }

    @Test
    void absentFileAndDeviceAreNamed() {
        assertThat(check(qcow2(folder.resolve("nothing"))).map(Misfit::text))
                .contains("disk root: the host has no file " + folder.resolve("nothing"));
        var device = Disk.of(new DeviceId("lun"), new DiskSource.Block(Path.of("/dev/no-such")), Disk.Format.RAW);
        assertThat(check(device).map(Misfit::text)).contains("disk lun: the host has no block device /dev/no-such");
    }

    @Test
    void networkStorageIsTheHypervisorsToReach() {
        var source = new DiskSource.Network(DiskSource.Protocol.RBD, "pool/image",
                List.of(new DiskSource.Server("10.0.0.1", 0)), Optional.empty());
        var disk = Disk.of(new DeviceId("volume"), source, Disk.Format.RAW);
        assertThat(check(disk)).isEmpty();
        assertThat(disk.tuning()).isEqualTo(DiskTuning.DEFAULT);
    }
}
