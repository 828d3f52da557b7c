package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What disks need at once; what guests write later is thin and theirs. */
final class Room {
    /** For tables, folders and what a file system rounds up. */
    private static final long SOME = 1 << 20;

    private Room() {}

    /** Bytes that making a disk writes, at most; a copy's holes are not known beforehand. */
    static long needed(DiskOrder order, long baseBytes) {
        return SOME + switch (order) {
            case DiskOrder.Overlay _,DiskOrder.Swap _ -> 0;
            case DiskOrder.RawCopy _ -> baseBytes;
            // Inode tables and journal.
            case DiskOrder.Ephemeral disk -> disk.ext4() ? disk.sizeBytes() / 32 : 0;
            // The LUKS header.
            case DiskOrder.Encrypted _ -> 4 * SOME;
            // Twice: as files, and in the image.
            case DiskOrder.ConfigDrive drive ->
                2 * drive.files().values().stream().mapToLong(content -> content.length + 4096L).sum();
        };
    }

    static Optional<Refusal> missing(Path folder, long neededBytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        return free >= neededBytes
                ? Optional.empty()
                : Optional.of(new Refusal.NoRoom(folder.toString(), neededBytes, free));
    }
}
