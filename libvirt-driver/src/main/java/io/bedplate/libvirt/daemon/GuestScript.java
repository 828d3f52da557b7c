package io.bedplate.libvirt.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The user space of a tiny guest with a shell script of one's own: the guest built by {@code build-guest} runs the file
 * {@code /test} of an archive that is laid behind its own.
 */
public final class GuestScript {
    private GuestScript() {}

    /** Writes the initramfs: those archives, one behind the other, and the script. */
    public static void write(Path initrd, List<Path> archives, String script) throws IOException {
        try (var out = Files.newOutputStream(initrd)) {
            for (var archive : archives) {
                Files.copy(archive, out);
            }
            out.write(archive(script));
        }
    }

    // The kernel takes several archives one behind the other (Documentation/driver-api/early-userspace/buffer-format.rst).
    private static byte[] archive(String script) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(entry("test", 0100644, script.getBytes(StandardCharsets.UTF_8)));
            out.write(entry("TRAILER!!!", 0, new byte[0]));
        }
        return bytes.toByteArray();
    }

    private static byte[] entry(String name, int mode, byte[] content) throws IOException {
        var entry = new ByteArrayOutputStream();
        entry.write("070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x".formatted(0, mode, 0, 0, 1, 0,
                content.length, 0, 0, 0, 0, name.length() + 1, 0).getBytes(StandardCharsets.US_ASCII));
        entry.write((name + "\0").getBytes(StandardCharsets.US_ASCII));
        pad(entry);
        entry.write(content);
        pad(entry);
        return entry.toByteArray();
    }

    private static void pad(ByteArrayOutputStream entry) {
        while (entry.size() % 4 != 0) {
            entry.write(0);
        }
    }
}
