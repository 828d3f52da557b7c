package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.libvirt.image.ImageInspector;

/**
 * A disk that is there.
 *
 * @param name      as ordered
 * @param sizeBytes what the guest saw when it was made
 */
public record DiskFile(String name, Path file, Format format, long sizeBytes) {
    /** As the file has it now; a raw disk's content, which is the guest's, is not looked at. */
    long currentSizeBytes() throws IOException {
        return currentSizeBytes(file, format);
    }

    /** Reads one of ours by its name. */
    static DiskFile read(Path file) throws IOException {
        var name = file.getFileName().toString();
        var format = name.endsWith("." + Format.QCOW2) ? Format.QCOW2 : Format.RAW;
        return new DiskFile(name.substring(0, name.indexOf('.')), file, format, currentSizeBytes(file, format));
    }

    private static long currentSizeBytes(Path file, Format format) throws IOException {
        return switch (format) {
            case RAW -> Files.size(file);
            case QCOW2 -> ImageInspector.inspect(file, Optional.of(ImageFormat.QCOW2)).facts().virtualSizeBytes()
                    .orElseThrow(() -> new IOException("no header of a qcow2 image"));
        };
    }

    /** How QEMU is to open it; {@link #toString} is QEMU's name, and the file's suffix. Never to be probed. */
    public enum Format {
        QCOW2, RAW;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

}
