package io.bedplate.libvirt.image;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.BACKING_FILE;
import static io.bedplate.libvirt.image.Reason.CORRUPT;
import static io.bedplate.libvirt.image.Reason.DATA_FILE;
import static io.bedplate.libvirt.image.Reason.ENCRYPTED;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;
import static io.bedplate.libvirt.image.Reason.UNKNOWN_FEATURES;
import static io.bedplate.libvirt.image.Reason.UNSUPPORTED_FORMAT;
import static org.assertj.core.api.Assertions.assertThat;

final class Qcow2Tests {
    private static final int EXTENSIONS = 112;

    private static Sample image() {
        return Samples.qcow2(3);
    }

    private static Sample extension(Sample sample, long type, int length) {
        return sample.u32(EXTENSIONS, type).u32(EXTENSIONS + 4, length);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anEmptyDiskIsSafe(int version) {
        assertThat(Samples.qcow2(version).inspect()).isEqualTo(new Inspection.Safe(new ImageFacts(ImageFormat.QCOW2,
                OptionalLong.of(Samples.GIB), Optional.empty(), Optional.empty())));
    }

    @Test
    void aBackingFileIsNamed() {
        var inspection = image().u64(8, 600).u32(16, 11).text(600, "/etc/passwd").inspect();
        assertThat(inspection.facts().backingFile()).contains("/etc/passwd");
        assertThat(inspection).isInstanceOfSatisfying(Inspection.Unsafe.class,
                unsafe -> assertThat(unsafe.reasons()).containsExactly(BACKING_FILE));
    }

    @Test
    void aDataFileIsNamed() {
        var inspection = extension(image().u64(72, 4), 0x44415441, 11).text(EXTENSIONS + 8, "/etc/shadow").inspect();
        assertThat(inspection.facts().dataFile()).contains("/etc/shadow");
        assertThat(inspection).isInstanceOfSatisfying(Inspection.Unsafe.class,
                unsafe -> assertThat(unsafe.reasons()).containsExactly(DATA_FILE));
    }

    static Stream<Arguments> safe() {
        return cases(Map.of(
                "dirty refcounts", s -> s.u64(72, 1),
                "zstd", s -> s.u64(72, 8).u8(104, 1),
                "extended L2", s -> s.u64(72, 16).u32(36, 4),
                "unknown compatible and autoclear features", s -> s.u64(80, 0xff00).u64(88, 0xff00),
                "feature names", s -> extension(s, 0x6803f857L, 96),
                "an unknown extension", s -> extension(s, 0x12345678, 16),
                "LUKS",
                s -> extension(s.u32(32, 2), 0x0537be77, 16).u64(EXTENSIONS + 8, 65_536).u64(EXTENSIONS + 16, 512),
                "bitmaps", s -> extension(s.u64(88, 1), 0x23852875, 24).u32(EXTENSIONS + 8, 1)
                        .u64(EXTENSIONS + 16, 32).u64(EXTENSIONS + 24, 65_536),
                "a snapshot", s -> s.u32(60, 1).u64(64, 131_072)));
    }

    private static Stream<Arguments> cases(Map<String, UnaryOperator<Sample>> changes) {
        return changes.entrySet().stream().map(change -> Arguments.of(change.getKey(), change.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void safe(String what, UnaryOperator<Sample> change) {
        assertThat(change.apply(image()).reasons()).as(what).isEmpty();
    }

    static Stream<Arguments> absurd() {
        return Stream.concat(cases(Map.of(
                "clusters of 256 bytes", s -> s.u32(20, 8),
                "clusters of 4 MiB", s -> s.u32(20, 22),
                "a disk of 2^63 bytes", s -> s.u64(24, Long.MIN_VALUE),
                "an L1 table too small", s -> s.u32(36, 1),
                "an L1 table too large", s -> s.u32(36, 0xffffffffL).ofSize(1L << 40),
                "an L1 table across clusters", s -> s.u64(40, 70_000),
                "refcounts of 128 bits", s -> s.u32(96, 7),
                "no refcount table", s -> s.u32(56, 0),
                "a large refcount table", s -> s.u32(56, 129).ofSize(1L << 40),
                "a million snapshots", s -> s.u32(60, 1_000_000).u64(64, 65_536))),
                cases(Map.of(
                        "a short header", s -> s.u32(100, 96),
                        "a header longer than its cluster", s -> s.u32(100, 65_544),
                        "an extension longer than its cluster", s -> extension(s, 0x12345678, 65_536),
                        "LUKS without its header", s -> s.u32(32, 2),
                        "LUKS behind the end", s -> extension(s.u32(32, 2), 0x0537be77, 16).u64(EXTENSIONS + 8,
                                1L << 40),
                        "bitmaps behind the end", s -> extension(s.u64(88, 1), 0x23852875, 24),
                        "feature names of half a length", s -> extension(s, 0x6803f857L, 47),
                        "zstd without its bit", s -> s.u8(104, 1),
                        "extended L2 in small clusters", s -> s.u64(72, 16).u32(20, 12))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void absurd(String what, UnaryOperator<Sample> change) {
        assertThat(change.apply(image()).reasons()).as(what).containsOnly(ABSURD_HEADER);
    }

    @Test
    void everyOtherReasonHasItsCode() {
        assertThat(image().u64(72, 1L << 40).reasons()).containsExactly(UNKNOWN_FEATURES);
        assertThat(image().u64(72, 8).u8(104, 2).reasons()).containsExactly(UNKNOWN_FEATURES);
        assertThat(image().u64(72, 2).reasons()).containsExactly(CORRUPT);
        assertThat(image().u32(32, 1).reasons()).containsExactly(ENCRYPTED);
        assertThat(image().u32(4, 4).reasons()).containsExactly(UNSUPPORTED_FORMAT);
        assertThat(image().u64(8, -1).u32(16, 3).reasons()).containsExactly(BACKING_FILE, ABSURD_HEADER);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 71, 103, 1024, 65_536, 196_608})
    void aFileThatEndsEarlyIsTruncated(int size) {
        assertThat(image().ofSize(size).reasons()).containsExactly(TRUNCATED);
    }

    @Test
    void aHundredExtensionsAreRefusedAfterSixtyFour() {
        var sample = image();
        for (int i = 0; i < 100; i++) {
            sample.u32(EXTENSIONS + i * 8, 0x12345678);
        }
        assertThat(sample.reasons()).containsExactly(ABSURD_HEADER);
    }

    @Test
    void whatIsQuotedCannotSteerATerminal() {
        var inspection = image().u64(8, 600).u32(16, 6).text(600, "\u001b[2Jab").inspect();
        assertThat(inspection).isInstanceOfSatisfying(Inspection.Unsafe.class,
                unsafe -> assertThat(unsafe.findings().getFirst().detail()).contains("\"?[2Jab\""));
    }
}
