package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.bedplate.virt.DiskRefusal;

/** What disks need at once; what guests write later is thin and theirs. */
final class Room {
    /** For tables, folders and what a file system rounds up. */
    private static final long SOME = 1 << 20;

    private Room() {}

    /** Bytes that making a disk writes, at most; a copy's holes are not known beforehand. */
    static long needed(FileOrder order, long baseBytes) throws IOException {
        return SOME + switch (order) {
            case FileOrder.Overlay _,FileOrder.Swap _ -> 0;
            case FileOrder.RawCopy _ -> baseBytes;
            case FileOrder.Enlarged disk -> Files.size(disk.former().file());
            // Inode tables and journal.
            case FileOrder.Ephemeral disk -> disk.ext4() ? disk.sizeBytes() / 32 : 0;
            // The LUKS header.
            case FileOrder.Encrypted _ -> 4 * SOME;
            // Twice: as files, and in the image.
            case FileOrder.ConfigDrive drive ->
                2 * drive.files().values().stream().mapToLong(content -> content.length + 4096L).sum();
        };
    }

    static Optional<DiskRefusal> missing(Path folder, long neededBytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        return free >= neededBytes
                ? Optional.empty()
                : Optional.of(new DiskRefusal.NoRoom(folder.toString(), neededBytes, free));
    }
}
