package io.bedplate.agent.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

import io.bedplate.agent.Claim;
import io.bedplate.agent.Journal;
import io.bedplate.virt.InstanceId;

/**
 * One JSON file per claim in a folder.
 *
 * <p>
 * A file is written beside its place, forced to disk and renamed, and the folder is forced too: after kill -9 or power
 * loss each claim is there whole, in its old or its new form (rename(2), fsync(2)).
 */
public final class FileJournal implements Journal {
    private static final String SUFFIX = ".json";
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;

    /**
     * A journal in a folder.
     *
     * @param folder made on the first write
     */
    public FileJournal(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Claim> claims() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).map(FileJournal::read)
                    .sorted(Comparator.comparing(Claim::id)).toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new JournalException("journal " + folder, e);
        }
    }

    private static Claim read(Path file) {
        try {
            return ClaimJson.read(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new JournalException("journal entry " + file, e);
        }
    }

    @Override
    public void put(Claim claim) {
        var file = file(claim.id());
        var unfinished = folder.resolve(claim.id() + UNFINISHED);
        try {
            Files.createDirectories(folder);
            writeForced(unfinished, ClaimJson.write(claim));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        } catch (IOException e) {
            throw new JournalException("journal entry " + file, discard(unfinished, e));
        }
    }

    /** A full disk must not leave half a file behind that takes the room of the next try. */
    private static IOException discard(Path unfinished, IOException e) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException second) {
            e.addSuppressed(second);
        }
        return e;
    }

    private static void writeForced(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void remove(InstanceId id) {
        try {
            if (Files.deleteIfExists(file(id))) {
                force(folder);
            }
        } catch (IOException e) {
            throw new JournalException("journal entry " + file(id), e);
        }
    }

    private Path file(InstanceId id) {
        return folder.resolve(id + SUFFIX);
    }
}
