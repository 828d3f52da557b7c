package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Runs qemu-img. Formats are always named, so that no content is taken for another format's header. */
final class QemuImg {
    private static final int SAID_AT_MOST = 4096;

    private QemuImg() {}

    /** Copies a disk that nobody uses into a new qcow2 image. */
    static void convert(String format, String source, Path target) {
        run(List.of("qemu-img", "convert", "-f", format, "-O", "qcow2", source, target.toString()));
    }

    private static void run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var output = process.getInputStream()) {
                process.getOutputStream().close();
                var said = new String(output.readNBytes(SAID_AT_MOST), StandardCharsets.UTF_8).strip();
                if (process.waitFor() != 0) {
                    throw new VirtDriverException(Kind.INTERNAL, "qemu-img convert: " + said);
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new VirtDriverException(Kind.UNSUPPORTED, "qemu-img cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VirtDriverException(Kind.INTERNAL, "qemu-img was given up: its caller was interrupted", e);
        }
    }
}
