package io.bedplate.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A recorded tree: what lies outside it does not exist. */
final class RecordedHostFiles implements HostFiles {
    private final DirectoryHostFiles files;
    private final Path root;
    private final List<Path> inside;
    // Following all links on a path costs more than reading a file, and a folder has many files.
    private final Set<Path> foldersInside = ConcurrentHashMap.newKeySet();

    RecordedHostFiles(Path root) {
        this.files = new DirectoryHostFiles(root);
        this.root = root;
        // The two folders may themselves be links to where a recording was unpacked.
        this.inside = Stream.of(root, root.resolve("sys"), root.resolve("proc")).map(RecordedHostFiles::realPath)
                .flatMap(Optional::stream).distinct().toList();
    }

    private static Optional<Path> realPath(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private boolean holds(String path) {
        return files.at(path).filter(this::isInside).isPresent();
    }

    private boolean isInside(Path path) {
        var folder = path.getParent();
        if (folder == null || path.equals(root) || path.endsWith(".") || path.endsWith("..")
                || Files.isSymbolicLink(path)) {
            return leadsInside(path);
        }
        if (!foldersInside.contains(folder)) {
            if (!leadsInside(folder)) {
                return false;
            }
            foldersInside.add(folder);
        }
        return true;
    }

    private boolean leadsInside(Path path) {
        return realPath(path).filter(real -> inside.stream().anyMatch(real::startsWith)).isPresent();
    }

    @Override
    public Optional<String> read(String path) {
        return holds(path) ? files.read(path) : Optional.empty();
    }

    @Override
    public List<String> list(String path) {
        return holds(path) ? files.list(path) : List.of();
    }

    @Override
    public Optional<String> linkTarget(String path) {
        return files.linkTarget(path);
    }

    @Override
    public boolean exists(String path) {
        return holds(path) && files.exists(path);
    }

    @Override
    public void write(String path, String value) {
        if (!holds(path)) {
            throw new HostFileException(path, value, new IOException("no such file in the recorded tree"));
        }
        files.write(path, value);
    }
}
