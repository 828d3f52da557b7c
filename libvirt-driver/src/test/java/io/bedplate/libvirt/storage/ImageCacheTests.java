package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.libvirt.storage.FaultPoint.Step;
import io.bedplate.virt.Checksum;

import static io.bedplate.libvirt.storage.Machine.MIB;
import static io.bedplate.libvirt.storage.Machine.NOW;
import static io.bedplate.libvirt.storage.Machine.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ImageCacheTests {
    @TempDir
    Path dir;

    private Machine machine;

    @BeforeEach
    void machine() {
        machine = new Machine(dir);
    }

    private static Path file(BaseLookup lookup) {
        assertThat(lookup).isInstanceOf(BaseLookup.Cached.class);
        return ((BaseLookup.Cached) lookup).file();
    }

    private void isRefused(BaseImage image, long mostBytes, String sentence) {
        assertThat(machine.cache().get(image, mostBytes)).isInstanceOfSatisfying(BaseLookup.Refused.class,
                refused -> assertThat(refused.refusal().sentence()).contains(sentence));
        assertThat(machine.cached()).isEmpty();
    }

    @Test
    void anImageIsCopiedOnceAndReadOnly() throws IOException {
        var opened = new AtomicInteger();
        var image = new BaseImage(Machine.checksum(Machine.content()), ImageFormat.RAW, Machine.counting(opened));
        var cache = machine.cache();
        var first = file(cache.get(image, 2 * MIB));
        assertThat(file(cache.get(image, 5 * MIB))).isEqualTo(first).hasBinaryContent(Machine.content());
        assertThat(opened).hasValue(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first))).isEqualTo("r--r--r--");
        assertThat(machine.cached()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qcow2", "vmdk", "vdi", "vpc", "vhdx"})
    void anAcceptedImageBecomesRaw(String format) throws IOException {
        Machine.needs("qemu-img");
        var raw = Files.write(dir.resolve("raw"), Machine.content());
        var file = dir.resolve("image");
        var force = "vpc".equals(format) ? List.of("-o", "force_size=on") : List.<String>of();
        TOOLS.run(new byte[0], "qemu-img", Stream.of(List.of("convert", "-f", "raw", "-O", format), force,
                List.of(raw.toString(), file.toString())).flatMap(List::stream).toList());
        var declared = ImageFormat.named(format).orElseThrow();
        assertThat(file(machine.cache().get(Machine.image(file, declared), 2 * MIB)))
                .hasBinaryContent(Machine.content());
        assertThat(machine.cached()).hasSize(1);
    }

    @Test
    void aHostileImageIsRefusedBeforeAProgramSeesIt() throws IOException {
        Machine.needs("qemu-img");
        var secret = Files.write(dir.resolve("secret"), Machine.content());
        var file = dir.resolve("hostile");
        TOOLS.run("qemu-img", "create", "-q", "-f", "qcow2", "-b", secret.toString(), "-F", "raw", file.toString());
        isRefused(Machine.image(file, ImageFormat.QCOW2), 10 * MIB, "is unsafe: backing-file");
        isRefused(Machine.image(file, ImageFormat.RAW), 10 * MIB, "format-mismatch");
    }

    @Test
    void wrongBytesMissingFilesAndSmallDisksAreRefusedWithNumbers() throws IOException {
        var image = machine.rawImage();
        var other = Machine.checksum(new byte[1]);
        isRefused(new BaseImage(other, ImageFormat.RAW, image.source()), 2 * MIB,
                "has the checksum %s, wanted %s".formatted(image.checksum(), other));
        isRefused(new BaseImage(other, ImageFormat.RAW, ImageSource.file(dir.resolve("none"))), MIB, "no such file");
        isRefused(new BaseImage(other, ImageFormat.RAW, ImageSource.file(dir)), MIB, "no such file");
        isRefused(image, MIB, "has 2097152 bytes, the disk is to have 1048576");
        file(machine.cache().get(image, 2 * MIB));
        assertThat(machine.cache().get(image, MIB)).isInstanceOf(BaseLookup.Refused.class);
    }

    @Test
    void aChecksumIsHexDigits() {
        assertThatThrownBy(() -> new Checksum(Checksum.Algorithm.SHA512, "../../etc"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("wanted 128 digits");
    }

    @Test
    void threadsThatWantOneImageWaitForOneCopy() throws InterruptedException, ExecutionException {
        var opened = new AtomicInteger();
        var image = new BaseImage(Machine.checksum(Machine.content()), ImageFormat.RAW, Machine.counting(opened));
        var cache = machine.cache();
        Callable<Path> get = () -> file(cache.get(image, 2 * MIB));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Stream.generate(() -> get).limit(16).toList())) {
                assertThat(answer.get()).exists();
            }
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void processesThatWantOneImageWaitForOneCopy() throws IOException, InterruptedException {
        var image = machine.rawImage();
        var processes = Stream.generate(() -> CacheProcess.start(machine.images(), image)).limit(3).toList();
        int copies = 0;
        for (var process : processes) {
            assertThat(process.waitFor()).isZero();
            copies += Integer
                    .parseInt(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
        assertThat(copies).isEqualTo(1);
        assertThat(machine.cached()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, names = {"COPY", "INSPECT", "CONVERT", "KEEP"})
    void aFailureAtAnyStepLeavesNothing(Step step) throws IOException {
        Machine.needs("qemu-img");
        var raw = Files.write(dir.resolve("raw"), Machine.content());
        var file = dir.resolve("image");
        TOOLS.run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), file.toString());
        var image = Machine.image(file, ImageFormat.QCOW2);
        var failing = machine.cache(at -> {
            if (at == step) {
                throw new IOException("no luck");
            }
        }, NOW);
        assertThatThrownBy(() -> failing.get(image, 2 * MIB)).isInstanceOf(StorageException.class)
                .hasMessageContaining("no luck");
        assertThat(machine.cached()).isEmpty();
        assertThat(file(machine.cache().get(image, 2 * MIB))).exists();
    }

    @Test
    void imagesAgeOutUnlessAnOverlayNeedsThem() throws IOException {
        Machine.needs("qemu-img");
        var base = file(machine.cache().get(machine.rawImage(), 2 * MIB));
        var later = machine.cache(FaultPoint.NONE, NOW.plusSeconds(3600));
        assertThat(later.ageOut(machine.instances(), Duration.ofHours(1).plusSeconds(1))).isEmpty();

        var instance = Files.createDirectories(machine.instances().resolve("some"));
        var overlay = instance.resolve("root.qcow2");
        new QemuImg(TOOLS).create(overlay, Optional.of(base), 4 * MIB, Optional.empty());
        assertThat(later.ageOut(machine.instances(), Duration.ofHours(1))).isEmpty();
        assertThat(base).exists();

        Files.delete(overlay);
        assertThat(later.ageOut(machine.instances(), Duration.ofHours(1))).containsExactly(base);
        assertThat(machine.cached()).isEmpty();
    }

    @Test
    void anImageThatIsAskedForStaysYoung() throws IOException {
        machine.cache().get(machine.rawImage(), 2 * MIB);
        var later = machine.cache(FaultPoint.NONE, NOW.plusSeconds(3600));
        later.get(machine.rawImage(), 2 * MIB);
        assertThat(later.ageOut(machine.instances(), Duration.ofMinutes(30))).isEmpty();
    }

    @Test
    void whatACrashLeftIsSwept() throws IOException {
        var image = machine.rawImage();
        machine.cache().sweep();
        Files.createDirectories(machine.images());
        Files.write(machine.images().resolve(".copy-" + image.key()), new byte[9 << 20]);
        Files.write(machine.images().resolve(".raw-" + image.key()), new byte[1]);
        machine.cache().sweep();
        assertThat(machine.cached()).isEmpty();
    }

    @Test
    void leftoversOfACrashDoNotEndUpInTheImage() throws IOException {
        var image = machine.rawImage();
        Files.createDirectories(machine.images());
        Files.write(machine.images().resolve(".copy-" + image.key()), new byte[9 << 20]);
        assertThat(file(machine.cache().get(image, 2 * MIB))).hasBinaryContent(Machine.content());
    }
}
