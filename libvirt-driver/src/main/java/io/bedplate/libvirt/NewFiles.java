package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Files that a caller wants made. */
final class NewFiles {
    private NewFiles() {}

    /** Has a file made that must not be there yet; after a failure it is not there again. */
    static void make(Path target, Runnable making) {
        if (Files.exists(target)) {
            throw new VirtDriverException(Kind.INVALID_SPEC, "file %s is there already".formatted(target));
        }
        try {
            making.run();
        } catch (RuntimeException | Error e) {
            throw Launcher.undone(e, () -> delete(target));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new VirtDriverException(Kind.INTERNAL, "file %s cannot be deleted: %s".formatted(file,
                    e.getMessage()), e);
        }
    }
}
