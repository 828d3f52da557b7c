package io.bedplate.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Empty files beside a guest's disks, of names that nobody can guess: a host that sees one sees the same folder. Inode
 * numbers would not tell, for hosts made from one image have equal ones.
 */
record DiskMarks(InstanceId id) {

    /** Puts one beside each disk, in place of former ones. */
    SortedMap<Path, String> put(Collection<Path> disks) {
        remove(disks);
        var byFolder = new HashMap<Path, String>();
        var marks = new TreeMap<Path, String>();
        try {
            for (var disk : disks) {
                var folder = folder(disk);
                if (!byFolder.containsKey(folder)) {
                    byFolder.put(folder, prefix() + UUID.randomUUID());
                    Files.createFile(folder.resolve(byFolder.get(folder)));
                }
                marks.put(disk, byFolder.get(folder));
            }
            return marks;
        } catch (IOException e) {
            remove(disks);
            throw new VirtDriverException(Kind.INVALID_SPEC,
                    "instance %s: nothing can be written beside its disks: %s".formatted(id, e), e);
        }
    }

    private static Path folder(Path disk) {
        return disk.toAbsolutePath().resolveSibling(".").normalize();
    }

    private String prefix() {
        return ".bedplate-travel-%s-".formatted(id);
    }

    /** Removes those that are beside these disks, whoever put them there. */
    void remove(Collection<Path> disks) {
        for (var folder : disks.stream().map(DiskMarks::folder).distinct().toList()) {
            try (var entries = Files.newDirectoryStream(folder, prefix() + "*")) {
                for (var mark : entries) {
                    Files.deleteIfExists(mark);
                }
            } catch (IOException _) {
                // A folder that cannot be read has none of ours that could be removed.
            }
        }
    }

    /** Whether the mark that stands beside a disk there stands beside it here. */
    static boolean isSeen(Path disk, String mark) {
        return Files.exists(disk.toAbsolutePath().resolveSibling(mark));
    }
}
