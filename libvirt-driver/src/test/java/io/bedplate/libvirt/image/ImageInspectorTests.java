package io.bedplate.libvirt.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.bedplate.libvirt.image.Reason.AMBIGUOUS;
import static io.bedplate.libvirt.image.Reason.FORMAT_MISMATCH;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ImageInspectorTests {
    @TempDir
    Path dir;

    private static Inspection inspect(Path file) {
        return ImageInspector.inspect(file, Optional.empty());
    }

    @Test
    void aFileWithoutMagicIsRawAndAsLargeAsItIs() throws IOException {
        assertThat(inspect(Files.write(dir.resolve("raw"), new byte[1000]))).isEqualTo(new Inspection.Safe(
                new ImageFacts(ImageFormat.RAW, OptionalLong.of(1000), Optional.empty(), Optional.empty())));
    }

    @Test
    void anEmptyFileIsTruncated() throws IOException {
        assertThat(inspect(Files.createFile(dir.resolve("empty")))).isInstanceOfSatisfying(Inspection.Unsafe.class,
                unsafe -> assertThat(unsafe.reasons()).containsExactly(TRUNCATED));
    }

    @Test
    void aSparseFileOfTebibytesIsFine() throws IOException {
        var file = dir.resolve("sparse");
        try (var huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(4L << 40);
        }
        assertThat(inspect(file).facts().virtualSizeBytes()).hasValue(4L << 40);
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        var file = Files.write(dir.resolve("image"), Samples.qcow2(3).bytes());
        var link = Files.createSymbolicLink(dir.resolve("link"), file);
        assertThat(inspect(link)).isEqualTo(inspect(file));
    }

    @Test
    void whatIsNoFileIsRefusedUnopened() throws IOException, InterruptedException {
        var fifo = dir.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> inspect(fifo)).isInstanceOf(ImageReadException.class).hasMessageContaining("neither");
        assertThatThrownBy(() -> inspect(dir)).isInstanceOf(ImageReadException.class).hasMessageContaining("a folder");
        assertThatThrownBy(() -> inspect(dir.resolve("none"))).isInstanceOf(ImageReadException.class)
                .hasMessageContaining("no such file");
        var dangling = Files.createSymbolicLink(dir.resolve("dangling"), dir.resolve("none"));
        assertThatThrownBy(() -> inspect(dangling)).isInstanceOf(ImageReadException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void anotherFormatThanDeclaredIsAMismatch() {
        assertThat(Samples.qcow2(3).inspect(Optional.of(ImageFormat.RAW))).isInstanceOfSatisfying(
                Inspection.Unsafe.class, unsafe -> assertThat(unsafe.reasons()).containsExactly(FORMAT_MISMATCH));
        assertThat(Samples.mbr().inspect(Optional.of(ImageFormat.QCOW2))).isInstanceOf(Inspection.Unsafe.class);
        assertThat(Samples.gpt().inspect(Optional.of(ImageFormat.RAW))).isInstanceOf(Inspection.Safe.class);
        assertThat(Samples.vhd().inspect(ImageFormat.named("VPC"))).isInstanceOf(Inspection.Safe.class);
        assertThat(ImageFormat.named("ami")).contains(ImageFormat.RAW);
        assertThat(ImageFormat.named("jpeg")).isEmpty();
    }

    @Test
    void twoFormatsAtOnceAreAmbiguous() {
        var hybrid = Samples.iso().u8(450, 0x83).u32(458, 1).u16(510, 0xaa55);
        assertThat(hybrid.reasons()).containsExactly(AMBIGUOUS);
        assertThat(hybrid.inspect().facts().format()).isEqualTo(ImageFormat.ISO);
        assertThat(Samples.fixedVhd().text(0, "QFI\u00fb").reasons()).contains(AMBIGUOUS);
    }

    @Test
    void partitionsOfAFixedVhdAreItsOwn() {
        var disk = Samples.fixedVhd().u8(446, 0x80).u8(450, 0x83).u8(458, 1).u16(510, 0x55aa);
        assertThat(disk.reasons()).isEmpty();
        assertThat(disk.inspect().facts().format()).isEqualTo(ImageFormat.VHD);
    }
}
