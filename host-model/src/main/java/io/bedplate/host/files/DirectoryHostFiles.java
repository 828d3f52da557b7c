package io.bedplate.host.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link HostFiles} below a directory. */
final class DirectoryHostFiles implements HostFiles {
    // No attribute of /sys or /proc that we read is larger; a recorded tree may hold anything, a pipe or a disk image.
    private static final int LONGEST_FILE_BYTES = 4 << 20;

    private final Path root;

    DirectoryHostFiles(Path root) {
        this.root = root;
    }

    /** Empty for a name that this JVM's file-name encoding cannot hold. */
    Optional<Path> at(String path) {
        try {
            return Optional.of(root.resolve(path));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> read(String path) {
        // A pipe or a device would block the reader for ever.
        return at(path).filter(Files::isRegularFile).flatMap(DirectoryHostFiles::text);
    }

    private static Optional<String> text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(trimmed(in.readNBytes(LONGEST_FILE_BYTES)));
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private static String trimmed(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ') {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    @Override
    public List<String> list(String path) {
        return at(path).filter(Files::isDirectory).map(DirectoryHostFiles::names).orElse(List.of());
    }

    private static List<String> names(Path folder) {
        var names = new ArrayList<String>();
        try (var entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException _) {
            return List.of();
        }
        names.sort(NaturalOrder.OF_NAMES);
        return List.copyOf(names);
    }

    @Override
    public Optional<String> linkTarget(String path) {
        return at(path).flatMap(DirectoryHostFiles::target).map(Path::toString);
    }

    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    @Override
    public boolean exists(String path) {
        return at(path).filter(Files::exists).isPresent();
    }

    @Override
    public void write(String path, String value) {
        try {
            OpenOption[] asTheKernelWants = {StandardOpenOption.WRITE};
            Files.write(root.resolve(path), value.getBytes(StandardCharsets.UTF_8), asTheKernelWants);
        } catch (IOException | InvalidPathException e) {
            throw new HostFileException(path, value, e);
        }
    }
}
