package io.bedplate.fake;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Files that a caller asked for, which must not be there yet. */
final class NewFile {
    private NewFile() {}

    static void write(Path file, byte[] content) {
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new VirtDriverException(Kind.INVALID_SPEC, "file %s is there already".formatted(file), e);
        } catch (IOException e) {
            throw new VirtDriverException(Kind.INTERNAL, "file %s cannot be written: %s".formatted(file,
                    e.getMessage()), e);
        }
    }
}
