package io.bedplate.libvirt.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Images that qemu-img made: our verdict, and a size equal to its own. */
final class QemuImgTests {
    private static final Path QEMU_IMG = Path.of("/usr/bin/qemu-img");
    private static final String SECRET = "secret,id=key,data=123456";

    @TempDir
    Path dir;

    @BeforeEach
    void qemuImgIsThere() {
        assumeTrue(Files.isExecutable(QEMU_IMG), "qemu-img is not installed");
    }

    private String qemuImg(String... arguments) throws IOException, InterruptedException {
        assertThat(run(arguments)).as("%s: %s", List.of(arguments), said()).isZero();
        return said();
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(QEMU_IMG.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true)
                .redirectOutput(dir.resolve("said").toFile()).start().waitFor();
    }

    private String said() throws IOException {
        return Files.readString(dir.resolve("said"));
    }

    private Inspection create(String format, String options, String size) throws IOException, InterruptedException {
        String[] create = {"create", "-q", "--object", SECRET, "-f", format, "-o", options, "disk", size};
        int exit = run(create);
        for (int i = 0; exit != 0 && said().contains("accurate CPU usage") && i < 50; i++) {
            // qemu-img measures its key derivation, and gives up where the kernel's clock of threads is coarse.
            exit = run(create);
        }
        assertThat(exit).as(said()).isZero();
        return inspect();
    }

    private Inspection inspect() {
        return ImageInspector.inspect(dir.resolve("disk"), Optional.empty());
    }

    private void sizeIsQemus(String format, Inspection inspection) throws IOException, InterruptedException {
        var info = JsonMapper.shared().readTree(qemuImg("info", "--output", "json", "-f", format, "disk"));
        assertThat(inspection.facts().virtualSizeBytes()).hasValue(info.get("virtual-size").longValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"raw | preallocation=off | 1G", "qcow2 | compat=0.10 | 1G",
            "qcow2 | compat=0.10 | 0",
            "qcow2 | compat=1.1 | 5T", "qcow2 | extended_l2=on | 10G", "qcow2 | compression_type=zstd | 3G",
            "qcow2 | cluster_size=512 | 100M", "qcow2 | cluster_size=2M | 1G", "qcow2 | lazy_refcounts=on | 1G",
            "qcow2 | preallocation=metadata | 1G", "qcow2 | refcount_bits=64 | 1G", "qcow2 | refcount_bits=1 | 1G",
            "qcow2 | encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10 | 1G",
            "vmdk | subformat=monolithicSparse | 1G", "vmdk | subformat=streamOptimized | 1G",
            "vmdk | adapter_type=lsilogic | 7G", "vdi | static=off | 1G", "vdi | static=on | 4M",
            "vpc | subformat=dynamic | 1G", "vpc | subformat=dynamic,force_size=on | 1000M",
            "vpc | subformat=fixed,force_size=on | 4M", "vpc | subformat=fixed | 4M",
            "vhdx | subformat=dynamic | 1G", "vhdx | subformat=fixed | 8M", "vhdx | block_size=1M | 64G"})
    void whatItMakesOfOneFileIsSafe(String format, String options, String size)
            throws IOException, InterruptedException {
        var inspection = create(format, options, size);
        assertThat(inspection).isInstanceOf(Inspection.Safe.class);
        assertThat(Optional.of(inspection.facts().format())).isEqualTo(ImageFormat.named(format));
        sizeIsQemus(format, inspection);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"qcow2 | backing_file=base,backing_fmt=raw | backing-file",
            "qcow2 | compat=0.10,backing_file=base,backing_fmt=raw | backing-file",
            "qcow2 | data_file=data | data-file", "qcow2 | data_file=data,data_file_raw=on | data-file",
            "vmdk | subformat=monolithicFlat | external-extent",
            "vmdk | subformat=twoGbMaxExtentFlat | external-extent",
            "vmdk | subformat=twoGbMaxExtentSparse | external-extent", "qed | cluster_size=64k | unsupported-format",
            "qcow | encryption=off | unsupported-format", "luks | key-secret=key,iter-time=10 | unsupported-format",
            "parallels | cluster_size=1M | unsupported-format"})
    void whatReachesBeyondTheFileIsUnsafe(String format, String options, String reason)
            throws IOException, InterruptedException {
        Files.write(dir.resolve("base"), new byte[1 << 20]);
        assertThat(create(format, options, "1M")).isInstanceOfSatisfying(Inspection.Unsafe.class,
                unsafe -> assertThat(unsafe.reasons()).extracting(Reason::toString).containsExactly(reason));
    }

    @Test
    void namesOfOtherFilesAreTheirs() throws IOException, InterruptedException {
        qemuImg("create", "-q", "-f", "qcow2", "base", "1G");
        var overlay = create("qcow2", "backing_file=base,backing_fmt=qcow2", "2G");
        assertThat(overlay.facts().backingFile()).contains("base");
        sizeIsQemus("qcow2", overlay);
        var split = create("qcow2", "data_file=data", "1G");
        assertThat(split.facts().dataFile()).contains("data");
        sizeIsQemus("qcow2", split);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"qcow2 | compression_type=zlib", "qcow2 | compression_type=zstd",
            "vmdk | subformat=streamOptimized", "vdi | static=off", "vpc | subformat=dynamic,force_size=on",
            "vhdx | subformat=dynamic"})
    void imagesWithDataAreSafe(String format, String options) throws IOException, InterruptedException {
        var bytes = new byte[3 << 20];
        new Random(7).nextBytes(bytes);
        bytes[0] = 0;
        Files.write(dir.resolve("source"), bytes);
        qemuImg("convert", "-f", "raw", "-O", format, "-o", options, "source", "disk");
        var inspection = inspect();
        assertThat(inspection).isInstanceOf(Inspection.Safe.class);
        sizeIsQemus(format, inspection);
    }

    @Test
    void snapshotsAndBitmapsAreSafe() throws IOException, InterruptedException {
        create("qcow2", "compat=1.1", "1G");
        qemuImg("snapshot", "-c", "one", "disk");
        qemuImg("bitmap", "-f", "qcow2", "--add", "disk", "dirty");
        assertThat(inspect()).isInstanceOf(Inspection.Safe.class);
    }
}
