package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.libvirt.image.ImageInspector;
import io.bedplate.libvirt.image.Inspection;
import io.bedplate.libvirt.storage.FaultPoint.Step;
import io.bedplate.virt.InstanceId;

import static io.bedplate.libvirt.storage.FileOrder.ConfigDrive.FileSystem.ISO9660;
import static io.bedplate.libvirt.storage.FileOrder.ConfigDrive.FileSystem.VFAT;
import static io.bedplate.libvirt.storage.Machine.MIB;
import static io.bedplate.libvirt.storage.Machine.NOW;
import static io.bedplate.libvirt.storage.Machine.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class InstanceDisksTests {
    private static final InstanceId ID = new InstanceId(new UUID(1, 2));
    private static final Passphrase PASSPHRASE = new Passphrase("open sesame".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path dir;

    private Machine machine;

    @BeforeEach
    void machine() {
        machine = new Machine(dir);
        Machine.needs("qemu-img", "genisoimage", "mkswap", "mkfs.ext4");
    }

    private InstanceDisks disks() {
        return disks(FaultPoint.NONE);
    }

    private InstanceDisks disks(FaultPoint faults) {
        return new InstanceDisks(machine.instances(), machine.cache(), TOOLS, faults);
    }

    private List<DiskFile> ready(FileOrder... orders) {
        var prepared = disks().prepare(ID, List.of(orders));
        assertThat(prepared).isInstanceOf(Prepared.Ready.class);
        return ((Prepared.Ready) prepared).disks();
    }

    private FileOrder.Overlay overlay(String name) throws IOException {
        return new FileOrder.Overlay(name, machine.rawImage(), 8 * MIB, Optional.empty());
    }

    private static byte[] bytesAt(Path file, long position, int length) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
                // until it is full
            }
            return buffer.array();
        }
    }

    @Test
    void anOverlayStandsOnTheCachedImage() throws IOException {
        var disk = ready(overlay("root")).getFirst();
        assertThat(disk).isEqualTo(new DiskFile("root", machine.instances().resolve(ID + "/root.qcow2"),
                DiskFile.Format.QCOW2, 8 * MIB));
        var facts = ImageInspector.inspect(disk.file(), Optional.empty()).facts();
        assertThat(facts.virtualSizeBytes()).hasValue(8 * MIB);
        assertThat(facts.backingFile().map(Path::of)).contains(machine.images().resolve(machine.rawImage().key()));
        var flat = dir.resolve("flat");
        TOOLS.run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", disk.file().toString(), flat.toString());
        assertThat(Arrays.copyOf(Files.readAllBytes(flat), (int) (2 * MIB))).isEqualTo(Machine.content());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(disk.file()))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(disk.file().getParent())))
                .isEqualTo("rwx--x--x");
    }

    @Test
    void aRawCopyHasTheImageAndItsOwnSize() throws IOException {
        var disk = ready(new FileOrder.RawCopy("root", machine.rawImage(), 16 * MIB)).getFirst();
        assertThat(disk.file()).hasSize(16 * MIB);
        assertThat(bytesAt(disk.file(), 0, (int) (2 * MIB))).isEqualTo(Machine.content());
        assertThat(disk.format()).isEqualTo(DiskFile.Format.RAW);
    }

    @Test
    void swapAndEphemeralDisksAreFormatted() throws IOException {
        var disks = ready(new FileOrder.Swap("swap", 4 * MIB), new FileOrder.Ephemeral("eph0", 8 * MIB, true),
                new FileOrder.Ephemeral("a-name-too-long-for-a-label", 8 * MIB, true),
                new FileOrder.Ephemeral("empty", MIB, false));
        assertThat(disks).extracting(DiskFile::sizeBytes).containsExactly(4 * MIB, 8 * MIB, 8 * MIB, MIB);
        assertThat(new String(bytesAt(disks.getFirst().file(), 4086, 10), StandardCharsets.US_ASCII))
                .isEqualTo("SWAPSPACE2");
        var superblock = ByteBuffer.wrap(bytesAt(disks.get(1).file(), 1024, 200)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(superblock.getShort(56) & 0xffff).isEqualTo(0xef53);
        assertThat(bytesAt(disks.getLast().file(), 0, (int) MIB)).containsOnly(0);
    }

    @Test
    void encryptedDisksOpenWithTheirPassphraseOnly() throws IOException {
        var disks = ready(new FileOrder.Overlay("root", machine.rawImage(), 8 * MIB, Optional.of(PASSPHRASE)),
                new FileOrder.Encrypted("eph0", MIB, PASSPHRASE));
        for (var disk : disks) {
            var open = List.of("convert", "--object", "secret,id=key,file=/dev/stdin", "--image-opts", "-O", "raw",
                    "driver=qcow2,file.driver=file,file.filename=%s,encrypt.key-secret=key".formatted(disk.file()),
                    dir.resolve("plain").toString());
            TOOLS.run(PASSPHRASE.bytes(), "qemu-img", open);
            assertThat(dir.resolve("plain")).hasSize(disk.sizeBytes());
            assertThatThrownBy(() -> TOOLS.run("wrong".getBytes(StandardCharsets.US_ASCII), "qemu-img", open))
                    .isInstanceOf(StorageException.class).hasMessageContaining("Invalid password");
        }
        assertThat(PASSPHRASE).hasToString("(passphrase)");
    }

    @Test
    void aConfigDriveHasTheLabelAndTheFiles() throws IOException, InterruptedException {
        var metaData = "{\"uuid\": \"%s\"}".formatted(ID).getBytes(StandardCharsets.UTF_8);
        var disk = ready(new FileOrder.ConfigDrive("config", ISO9660,
                Map.of("openstack/latest/meta_data.json", metaData,
                        "openstack/latest/user_data", new byte[70_000], "ec2/latest/meta-data.json", metaData)))
                .getFirst();
        assertThat(ImageInspector.inspect(disk.file(), Optional.of(ImageFormat.ISO)))
                .isInstanceOf(Inspection.Safe.class);
        assertThat(new String(bytesAt(disk.file(), 32_768 + 40, 32), StandardCharsets.US_ASCII).strip())
                .isEqualTo("config-2");
        assertThat(disk.file()).hasSize(disk.sizeBytes());
        for (var tree : List.of("-J", "-R")) {
            var isoinfo = new ProcessBuilder("isoinfo", tree, "-i", disk.file().toString(), "-x",
                    "/openstack/latest/meta_data.json").redirectError(ProcessBuilder.Redirect.INHERIT).start();
            assertThat(isoinfo.getInputStream().readAllBytes()).isEqualTo(metaData);
            assertThat(isoinfo.waitFor()).isZero();
        }
        assertThat(Machine.names(machine.instances().resolve(ID.toString()))).containsExactly("config.raw");
    }

    @Test
    void namesAndSizesAreChecked() throws IOException {
        var order = overlay("root");
        assertThatThrownBy(() -> new FileOrder.Swap("../x", MIB)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FileOrder.Swap("swap", 1000)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 1000 bytes");
        assertThatThrownBy(() -> disks().prepare(ID, List.of(order, order)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("two disks");
    }

    @Test
    void aDiskSmallerThanItsImageIsRefusedAndNothingIsMade() throws IOException {
        var small = new FileOrder.RawCopy("root", machine.rawImage(), MIB);
        assertThat(disks().prepare(ID, List.of(new FileOrder.Swap("swap", MIB), small)))
                .isInstanceOfSatisfying(Prepared.Refused.class, refused -> assertThat(refused.refusal().sentence())
                        .contains("has 2097152 bytes, the disk is to have 1048576; disks are not shrunk"));
        assertThat(Machine.names(machine.instances())).isEmpty();
    }

    @Test
    void disksGrowAndDoNotShrink() throws IOException {
        for (var disk : ready(overlay("root"), new FileOrder.RawCopy("copy", machine.rawImage(), 8 * MIB))) {
            var larger = ready(new FileOrder.Enlarged(disk.name(), disk, 12 * MIB)).getFirst();
            assertThat(larger.file().getFileName()).hasToString("%s.2.%s".formatted(disk.name(), disk.format()));
            assertThat(larger.currentSizeBytes()).isEqualTo(12 * MIB);
            assertThat(disk.currentSizeBytes()).isEqualTo(8 * MIB);
            TOOLS.run("qemu-img", "compare", "-f", disk.format().toString(), "-F", disk.format().toString(),
                    disk.file().toString(), larger.file().toString());
            assertThat(disks().prepare(ID, List.of(new FileOrder.Enlarged("root", larger, 10 * MIB))))
                    .isInstanceOfSatisfying(Prepared.Refused.class, refused -> assertThat(refused.refusal().sentence())
                            .contains("has 12582912 bytes, the disk is to have 10485760"));
        }
    }

    @Test
    void disksJoinThoseThatAreThereUntilTheyAreNotKept() throws IOException {
        var order = overlay("root");
        var first = ready(order).getFirst();
        var second = ready(order, new FileOrder.Swap("swap", MIB));
        assertThat(disks().of(ID)).containsExactly(second.getFirst(), first, second.getLast());
        disks().keep(ID, List.of(first.file(), dir.resolve("not-ours")));
        assertThat(disks().of(ID)).containsExactly(first);
        disks().keep(ID, List.of());
        assertThat(Machine.names(machine.instances())).isEmpty();
        disks().keep(ID, List.of());
        assertThat(disks().of(ID)).isEmpty();
        assertThat(ready(order)).hasSize(1);
    }

    @Test
    void diskOfNoSizeIsAsLargeAsItsImage() throws IOException {
        assertThat(ready(new FileOrder.Overlay("root", machine.rawImage(), 0, Optional.empty()),
                new FileOrder.RawCopy("copy", machine.rawImage(), 0))).extracting(DiskFile::sizeBytes)
                .containsExactly(2 * MIB, 2 * MIB);
    }

    @Test
    void configDriveOfTypeVfatHasTheLabelAndTheFiles() throws IOException {
        Machine.needs("mkfs.vfat", "mcopy");
        var metaData = "{}".getBytes(StandardCharsets.UTF_8);
        var disk = ready(new FileOrder.ConfigDrive("config", VFAT, Map.of("openstack/latest/meta_data.json", metaData,
                "openstack/latest/user_data", new byte[70_000], "ec2/latest/meta-data.json", metaData))).getFirst();
        assertThat(disk.file()).hasSize(64 * MIB);
        // Boot sector of FAT12/16: the label (Microsoft's FAT specification, BS_VolLab).
        assertThat(new String(bytesAt(disk.file(), 43, 11), StandardCharsets.US_ASCII).strip()).isEqualTo("config-2");
        for (var file : List.of("openstack/latest/meta_data.json", "ec2/latest/meta-data.json")) {
            var read = dir.resolve("read");
            TOOLS.run("mcopy", "-n", "-i", disk.file().toString(), "::/" + file, read.toString());
            assertThat(read).hasBinaryContent(metaData);
            Files.delete(read);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aFailureAtAnyStepLeavesNothing(int failing) throws IOException {
        var steps = new AtomicInteger();
        FaultPoint faults = step -> {
            if (steps.incrementAndGet() == failing) {
                throw new IOException("no luck at " + step);
            }
        };
        List<FileOrder> orders = List.of(overlay("root"), new FileOrder.Swap("swap", MIB),
                new FileOrder.ConfigDrive("config", ISO9660, Map.of("a/b", new byte[1])));
        assertThatThrownBy(() -> disks(faults).prepare(ID, orders)).isInstanceOf(StorageException.class)
                .hasMessageContaining("no luck at " + List.of(Step.STAGE, Step.MAKE, Step.MAKE, Step.MAKE,
                        Step.PUBLISH).get(failing - 1));
        assertThat(Machine.names(machine.instances())).isEmpty();
        assertThat(disks().prepare(ID, orders)).isInstanceOf(Prepared.Ready.class);
    }

    @Test
    void aProgramThatFailsLeavesNothing() throws IOException {
        List<FileOrder> orders = List.of(overlay("root"), new FileOrder.Swap("swap", 512));
        assertThatThrownBy(() -> disks().prepare(ID, orders)).isInstanceOf(StorageException.class)
                .hasMessageStartingWith("mkswap failed with status 1: mkswap: error");
        assertThat(Machine.names(machine.instances())).isEmpty();
    }

    @Test
    void whatACrashLeftIsSwept() throws IOException {
        var root = ready(overlay("root")).getFirst();
        Files.createDirectories(machine.instances().resolve("." + ID + ".unfinished/deep"));
        Files.createDirectories(machine.instances().resolve("." + ID + ".removed"));
        disks().keep(ID, List.of(root.file()));
        assertThat(Machine.names(machine.instances())).containsExactly(ID.toString());
    }

    @Test
    void anUnfinishedOverlayKeepsItsBase() throws IOException {
        var base = machine.images().resolve(machine.rawImage().key());
        ready(overlay("root"));
        Files.move(machine.instances().resolve(ID.toString()), machine.instances().resolve("." + ID + ".unfinished"));
        var later = machine.cache(FaultPoint.NONE, NOW.plusSeconds(10));
        assertThat(later.ageOut(machine.instances(), Duration.ofSeconds(5))).isEmpty();
        assertThat(base).exists();
    }
}
