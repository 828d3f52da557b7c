package io.bedplate.libvirt.image;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.BACKING_FILE;
import static io.bedplate.libvirt.image.Reason.EXTERNAL_EXTENT;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;
import static io.bedplate.libvirt.image.Reason.UNSUPPORTED_FORMAT;
import static org.assertj.core.api.Assertions.assertThat;

final class VmdkTests {
    private static final String OWN = "RW 20480 SPARSE \"disk.vmdk\"";

    @Test
    void oneFileIsSafe() {
        var inspection = Samples.vmdk(Samples.DESCRIPTOR).inspect();
        assertThat(inspection).isInstanceOf(Inspection.Safe.class);
        assertThat(inspection.facts().virtualSizeBytes()).hasValue(20_480 * 512);
        assertThat(Samples.streamOptimized().reasons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RW 20480 FLAT \"disk.vmdk\" 0", "RW 20480 SPARSE \"/etc/passwd\"",
            "RW 20480 SPARSE \"..\\\\disk.vmdk\"", "RW 20480 VMFSRDM \"disk.vmdk\"", "RW 20480 FLAT \"/dev/sda\" 0",
            "rdonly 20480 sparse \"disk.vmdk\"", "RW 1 SPARSE \"a\"\nRW 1 SPARSE \"b\"", "RW\t20480\tFLAT\t\"x\"\t0",
            ""})
    void extentsThatAreNotThisFileAreRefused(String extents) {
        assertThat(Samples.vmdk(Samples.DESCRIPTOR.replace(OWN, extents)).reasons()).containsExactly(EXTERNAL_EXTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"monolithicFlat", "vmfs", "twoGbMaxExtentSparse", "fullDevice", "custom"})
    void otherTypesAreRefused(String type) {
        assertThat(Samples.vmdk(Samples.DESCRIPTOR.replace("monolithicSparse", type)).reasons())
                .containsExactly(EXTERNAL_EXTENT);
    }

    @Test
    void aTypeSaidTwiceIsRefused() {
        assertThat(Samples.vmdk(Samples.DESCRIPTOR + "createType=\"streamOptimized\"\n").reasons())
                .containsExactly(EXTERNAL_EXTENT);
    }

    @Test
    void aDescriptorAloneIsRefused() {
        assertThat(Sample.littleEndian(1024, 1024).text(0, Samples.DESCRIPTOR).reasons())
                .containsExactly(EXTERNAL_EXTENT);
        assertThat(Sample.littleEndian(64, 64).text(0, "# a note\n\nVersion=1\n").reasons())
                .containsExactly(EXTERNAL_EXTENT);
    }

    @Test
    void aParentIsABackingFile() {
        var child = Samples.DESCRIPTOR.replace("parentCID=ffffffff",
                "parentCID=00000001\nparentFileNameHint=\"/etc/passwd\"");
        var inspection = Samples.vmdk(child).inspect();
        assertThat(inspection.facts().backingFile()).contains("/etc/passwd");
        assertThat(Samples.vmdk(child).reasons()).containsExactly(BACKING_FILE);
    }

    @Test
    void strangeAndEndlessDescriptorsAreAbsurd() {
        assertThat(Samples.vmdk(Samples.DESCRIPTOR + "who knows\n").reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vmdk(Samples.DESCRIPTOR + "a=b\n".repeat(600)).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vmdk(Samples.DESCRIPTOR).u64(36, 1 << 20).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vmdk(Samples.DESCRIPTOR).u64(28, 3).reasons()).containsExactly(ABSURD_HEADER);
    }

    @Test
    void numbersAreHeldAgainstTheFile() {
        assertThat(Samples.vmdk(Samples.DESCRIPTOR).u64(12, 0).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vmdk(Samples.DESCRIPTOR).u64(12, 1L << 55).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vmdk(Samples.DESCRIPTOR).u64(20, 0).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.vmdk(Samples.DESCRIPTOR).u64(56, 1 << 30).reasons()).containsExactly(TRUNCATED);
        assertThat(Samples.vmdk(Samples.DESCRIPTOR).u32(4, 9).reasons()).containsExactly(UNSUPPORTED_FORMAT);
        assertThat(Samples.vmdk(Samples.DESCRIPTOR).ofSize(511).reasons()).containsExactly(TRUNCATED);
        assertThat(Samples.vmdk(Samples.DESCRIPTOR).ofSize(1024).reasons()).contains(TRUNCATED);
        assertThat(Sample.littleEndian(512, 4096).text(0, "COWD").reasons()).containsExactly(UNSUPPORTED_FORMAT);
    }

    @Test
    void aFooterThatDiffersIsAbsurd() {
        assertThat(Samples.streamOptimized().u64(4096 - 1024 + 12, 7).reasons()).containsExactly(ABSURD_HEADER);
        assertThat(Samples.streamOptimized().ofSize(8192).reasons()).containsExactly(ABSURD_HEADER);
    }
}
