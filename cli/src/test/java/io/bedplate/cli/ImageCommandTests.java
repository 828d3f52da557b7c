package io.bedplate.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ImageCommandTests {
    private static final int CLUSTER = 65_536;

    @TempDir
    Path dir;

    /** By docs/interop/qcow2.rst; its data are elsewhere. */
    private Path qcow2(long incompatible) throws IOException {
        var bytes = ByteBuffer.allocate(4 * CLUSTER);
        bytes.putInt(0, 0x514649fb).putInt(4, 3).putInt(20, 16).putLong(24, 1L << 30).putInt(36, 2)
                .putLong(40, 3 * CLUSTER).putLong(48, CLUSTER).putInt(56, 1).putLong(72, incompatible).putInt(96, 4)
                .putInt(100, 104);
        return Files.write(dir.resolve("image"), bytes.array());
    }

    @Test
    void anUnsafeImageIsAWellFormedNo() throws IOException {
        var run = CommandRun.of("image", "inspect", qcow2(4).toString());
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.NO);
        assertThat(run.out()).isEqualToIgnoringNewLines("{\"detected_format\":\"qcow2\",\"virtual_size\":1073741824,"
                + "\"backing_file\":null,\"data_file\":\"\",\"safe\":false,\"reasons\":[\"data-file\"]}");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aSafeImageIsAnswered() throws IOException {
        var run = CommandRun.of("image", "inspect", qcow2(0).toString(), "--format", "json");
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.ANSWERED);
        assertThat(run.out()).contains("\"safe\":true,\"reasons\":[]");
    }

    @Test
    void peopleGetSentences() throws IOException {
        assertThat(CommandRun.of("image", "inspect", "--format", "text", qcow2(0).toString()).out())
                .isEqualToIgnoringNewLines("safe: qcow2, 1073741824 bytes");
        var run = CommandRun.of("image", "inspect", "--declared-format", "raw", "--format", "text",
                qcow2(0).toString());
        assertThat(run.exitStatus()).isEqualTo(ExitStatus.NO);
        assertThat(run.out()).contains("unsafe: qcow2").contains("format-mismatch: declared as raw, looks like qcow2");
    }

    @Test
    void aSizeThatIsNotKnownIsNull() throws IOException {
        var file = Files.writeString(dir.resolve("old"), "QED\0");
        assertThat(CommandRun.of("image", "inspect", "--format", "json", file.toString()).out())
                .contains("\"virtual_size\":null");
        assertThat(CommandRun.of("image", "inspect", "--format", "text", file.toString()).out())
                .contains("size unknown");
    }

    @Test
    void whatCannotBeReadIsBadInput() throws IOException {
        var folder = CommandRun.of("image", "inspect", dir.toString());
        assertThat(folder.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(folder.err()).contains(dir + ": wanted a file or a block device, found a folder");
        var format = CommandRun.of("image", "inspect", "--declared-format", "jpeg", qcow2(0).toString());
        assertThat(format.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(format.err()).contains("wanted one of [raw, gpt, qcow2");
    }

    @Test
    void aloneItPrintsHelp() {
        assertThat(CommandRun.of("image").out()).contains("inspect");
    }
}
