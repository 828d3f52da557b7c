package io.bedplate.libvirt.image;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.BACKING_FILE;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;
import static io.bedplate.libvirt.image.Reason.UNREPLAYED_LOG;
import static io.bedplate.libvirt.image.Reason.UNSUPPORTED_FORMAT;
import static org.assertj.core.api.Assertions.assertThat;

final class OtherFormatsTests {
    @Test
    void wholeImagesAreSafeAndHaveTheirSize() {
        assertThat(sizeOfSafe(Samples.vdi())).isEqualTo(10 << 20);
        assertThat(sizeOfSafe(Samples.vhd())).isEqualTo(Samples.GIB);
        assertThat(sizeOfSafe(Samples.fixedVhd())).isEqualTo(4096);
        assertThat(sizeOfSafe(Samples.vhdx())).isEqualTo(Samples.GIB);
        assertThat(sizeOfSafe(Samples.iso())).isEqualTo(1 << 20);
        assertThat(sizeOfSafe(Samples.mbr())).isEqualTo(Samples.GIB);
        assertThat(sizeOfSafe(Samples.gpt())).isEqualTo(Samples.GIB);
    }

    private static long sizeOfSafe(Sample sample) {
        assertThat(sample.reasons()).isEmpty();
        return sample.inspect().facts().virtualSizeBytes().orElseThrow();
    }

    @Test
    void vdiIsHeldAgainstItself() {
        assertThat(Samples.vdi().u32(0x44, 2).reasons()).containsExactly(UNSUPPORTED_FORMAT);
        assertThat(Samples.vdi().u32(0x4c, 4).reasons()).containsExactly(UNSUPPORTED_FORMAT);
        assertThat(Samples.vdi().u32(0x1b8, 1).reasons()).containsExactly(BACKING_FILE);
        assertThat(Samples.vdi().u32(0x178, 512).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vdi().u64(0x170, 1L << 40).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vdi().u32(0x184, 11).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vdi().u32(0x180, 1 << 20).reasons()).containsExactly(TRUNCATED);
        assertThat(Samples.vdi().ofSize(400).reasons()).containsExactly(TRUNCATED);
    }

    @Test
    void vhdIsHeldAgainstItself() {
        assertThat(Samples.vhd().u64(48, 5).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vhd().u32(512 + 28, 5).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.withVhdChecksums(Samples.vhd().u32(12, 0x20000)).reasons())
                .containsExactly(UNSUPPORTED_FORMAT);
        assertThat(Samples.withVhdChecksums(Samples.vhd().u32(512 + 32, 3)).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.withVhdChecksums(Samples.vhd().u32(512 + 28, 1 << 20)).reasons())
                .containsExactly(TRUNCATED);
        assertThat(Samples.withVhdChecksums(Samples.vhd().u64(16, 1L << 40)).reasons()).containsExactly(TRUNCATED);
        assertThat(Samples.vhd().ofSize(100).reasons()).containsExactly(TRUNCATED);
    }

    @Test
    void aDifferencingVhdNamesItsParent() {
        var child = Samples.vhd().u32(60, 4).u8(512 + 40, 1).text(512 + 64, "\0p\0.\0v\0h\0d");
        assertThat(Samples.withVhdChecksums(child).reasons()).containsExactly(BACKING_FILE);
        assertThat(child.inspect().facts().backingFile()).contains("p.vhd");
    }

    @Test
    void vhdxIsHeldAgainstItself() {
        int metadata = Samples.VHDX_METADATA;
        assertThat(Samples.withVhdxChecksums(Samples.vhdx().u8((128 << 10) + 50, 1)).reasons())
                .containsExactly(UNREPLAYED_LOG);
        assertThat(Samples.vhdx().u8(metadata + (64 << 10) + 4, 2).reasons()).containsExactly(BACKING_FILE);
        assertThat(Samples.vhdx().u8((64 << 10) + 70, 1).u8((128 << 10) + 70, 1).reasons())
                .containsExactly(ABSURD_HEADER);
        assertThat(Samples.vhdx().u8((192 << 10) + 70, 1).u8((256 << 10) + 70, 1).reasons())
                .containsExactly(ABSURD_HEADER);
        assertThat(Samples.vhdx().u8(metadata, 0).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vhdx().u16(metadata + 10, 1).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vhdx().ofSize(1000).reasons()).containsExactly(TRUNCATED);
        assertThat(Samples.vhdx().ofSize(512 << 10).reasons()).containsExactly(TRUNCATED);
    }

    @Test
    void theHigherSequenceNumberOfTwoHeadersCounts() {
        var oldLog = Samples.withVhdxChecksums(Samples.vhdx().u8((64 << 10) + 50, 1));
        assertThat(oldLog.reasons()).isEmpty();
        assertThat(Samples.withVhdxChecksums(oldLog.u64((64 << 10) + 8, -1)).reasons())
                .containsExactly(UNREPLAYED_LOG);
    }

    @Test
    void isoIsHeldAgainstItsFile() {
        assertThat(Samples.iso().u32(32_768 + 80, 513).reasons()).containsExactly(TRUNCATED);
        assertThat(Samples.iso().u16(32_768 + 128, 1000).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.iso().ofSize(33 << 10).reasons()).containsExactly(TRUNCATED);
    }

    @Test
    void aBootSectorWithoutPartitionsIsRaw() {
        assertThat(Samples.mbr().u8(446, 0x41).inspect().facts().format()).isEqualTo(ImageFormat.RAW);
        assertThat(Samples.mbr().u8(450, 0).inspect().facts().format()).isEqualTo(ImageFormat.RAW);
        assertThat(Sample.littleEndian(1024, 4096).text(512, "EFI PART").inspect().facts().format())
                .isEqualTo(ImageFormat.GPT);
    }

    static Stream<String> refused() {
        return Stream.of("qcow", "qed", "luks", "ploop", "bochs", "cloop", "dmg");
    }

    @ParameterizedTest
    @MethodSource
    void refused(String format) {
        var sample = Samples.named(format);
        assertThat(sample.reasons()).containsExactly(UNSUPPORTED_FORMAT);
        assertThat(sample.inspect().facts().format()).hasToString(format);
    }

    @Test
    void theFirstQcowNamesItsBackingFile() {
        var sample = Samples.named("qcow").u64(8, 100).u32(16, 2).text(100, "/x");
        assertThat(sample.reasons()).containsExactly(UNSUPPORTED_FORMAT, BACKING_FILE);
    }
}
