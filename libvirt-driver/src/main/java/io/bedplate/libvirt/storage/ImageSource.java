package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Where an image comes from. {@link Object#toString} names it in messages. */
public interface ImageSource {
    /** A stream of all its bytes; the caller closes it. */
    InputStream open() throws IOException;

    /** What the stream will have, where that is known beforehand. */
    default OptionalLong sizeBytes() throws IOException {
        return OptionalLong.empty();
    }

    /** A file of this host. */
    static ImageSource file(Path file) {
        return new FromFile(file);
    }

    /** A file of this host; never a FIFO, which would make its reader wait. */
    record FromFile(Path file) implements ImageSource {
        @Override
        public InputStream open() throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(file.toString(), null, "no such file");
            }
            return Files.newInputStream(file);
        }

        @Override
        public OptionalLong sizeBytes() throws IOException {
            return OptionalLong.of(Files.size(file));
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }
}
