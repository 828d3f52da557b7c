package io.bedplate.host.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
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

    @Override
    public Optional<String> read(String path) {
        var file = root.resolve(path);
        // A pipe or a device would block the reader for ever.
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
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
        var names = new ArrayList<String>();
        try (var entries = Files.newDirectoryStream(root.resolve(path))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException _) {
            return List.of();
        }
        names.sort(NaturalOrder.OF_NAMES);
        return List.copyOf(names);
    }

    @Override
    public Optional<String> linkName(String path) {
        try {
            var target = Files.readSymbolicLink(root.resolve(path)).getFileName();
            return Optional.ofNullable(target).map(Path::toString);
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    @Override
    public void write(String path, String value) {
        try {
            OpenOption[] asTheKernelWants = {StandardOpenOption.WRITE};
            Files.write(root.resolve(path), value.getBytes(StandardCharsets.UTF_8), asTheKernelWants);
        } catch (IOException e) {
            throw new HostFileException(path, value, e);
        }
    }
}
