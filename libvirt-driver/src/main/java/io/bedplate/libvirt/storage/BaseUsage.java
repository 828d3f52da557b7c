package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.bedplate.libvirt.image.ImageInspector;
import io.bedplate.libvirt.image.ImageReadException;

/** Which base images overlays need: read from the overlays themselves, so that no book-keeping can be wrong. */
final class BaseUsage {
    private BaseUsage() {}

    /** Backing files of all overlays in the folders of instances, unfinished ones too. */
    static Set<Path> in(Path instances) throws IOException {
        var bases = new HashSet<Path>();
        for (var instance : list(instances)) {
            for (var disk : list(instance)) {
                if (disk.toString().endsWith("." + DiskFile.Format.QCOW2)) {
                    base(disk).map(Path::of).ifPresent(bases::add);
                }
            }
        }
        return bases;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static Optional<String> base(Path disk) throws IOException {
        try {
            return ImageInspector.inspect(disk, Optional.empty()).facts().backingFile();
        } catch (ImageReadException e) {
            if (Files.exists(disk)) {
                throw new IOException(e);
            }
            return Optional.empty();
        }
    }
}
