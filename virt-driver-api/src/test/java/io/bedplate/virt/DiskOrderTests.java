package io.bedplate.virt;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DiskOrderTests {
    private static final DeviceId ID = new DeviceId("disk");

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "/etc/passwd", "-o", "openstack//x", "a/../b", "a/-o", ""})
    void configDriveTakesRelativePathsOnly(String path) {
        var files = Map.of(path, new byte[1]);
        assertThatThrownBy(() -> new DiskOrder.ConfigDrive(ID, files)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no relative path");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, (1L << 33) + 1})
    void sizesThatNoDiskHasAreRefused(long sizeMib) {
        assertThatThrownBy(() -> new DiskOrder.Swap(ID, sizeMib)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("disk disk: 1 to 2^33 MiB wanted, found " + sizeMib);
        assertThatThrownBy(() -> new DiskOrder.Ephemeral(ID, sizeMib)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void checksumIsHexOfItsLength() {
        var digest = Checksum.Algorithm.SHA256.digest();
        assertThat(Checksum.of(Checksum.Algorithm.SHA256, digest)).hasToString(
                "sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThatThrownBy(() -> new Checksum(Checksum.Algorithm.SHA512, "00"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("wanted 128 digits");
    }

    @Test
    void refusalsSayWhatWasWantedAndFound() {
        var zeros = new Checksum(Checksum.Algorithm.SHA256, "0".repeat(64));
        var ones = new Checksum(Checksum.Algorithm.SHA256, "1".repeat(64));
        assertThat(List.of(new DiskRefusal.NoImage("/i", "no such file"),
                new DiskRefusal.OtherContent("/i", zeros, ones),
                new DiskRefusal.UnsafeImage("/i", List.of("a", "b")), new DiskRefusal.WouldShrink("image /i", 1, 2),
                new DiskRefusal.NoRoom("/f", 2, 1)).stream().map(DiskRefusal::sentence))
                .containsExactly("image /i cannot be had: no such file",
                        "image /i has the checksum %s, wanted %s".formatted(ones, zeros), "image /i is unsafe: a; b",
                        "image /i has 2 bytes, the disk is to have 1; disks are not shrunk",
                        "/f: 2 bytes wanted, 1 free");
    }
}
