package io.bedplate.agent.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.EvidenceTree;

/**
 * Evidence of one host in the order it was taken, in a file that only grows: one record a line, each with the digest of
 * the former one and forced to disk before anybody goes on. Records that are taken away at its end are not missed by the
 * file itself; whoever must know keeps the last digest elsewhere. Safe for use by many threads and processes.
 */
public final class EvidenceChain {
    /** Of the file in an agent's state folder. */
    public static final String NAME = "evidence.jsonl";

    private static final int BLOCK = 1 << 16;

    private final Path file;
    // A file is locked by a process as a whole.
    private final ReentrantLock own = new ReentrantLock();

    public EvidenceChain(Path file) {
        this.file = file;
    }

    /**
     * Adds a record. What a crash has left of one is taken away first.
     *
     * @throws ChainException if the file cannot be written, or what stands at its end is no record
     */
    public void append(Evidence evidence) {
        own.lock();
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE); var _ = channel.lock()) {
            long end = endOfLines(channel);
            channel.truncate(end);
            var last = last(channel, end);
            String line = ChainLine.write(last.map(ChainLine::number).orElse(0L) + 1,
                    last.map(ChainLine::digest).orElse(ChainLine.NONE), EvidenceTree.of(evidence));
            write(channel, end, line + "\n");
            if (end == 0) {
                forceFolder();
            }
        } catch (IOException e) {
            throw new ChainException("%s: %s".formatted(file, e.getMessage()), e);
        } finally {
            own.unlock();
        }
    }

    private static void write(FileChannel channel, long at, String line) throws IOException {
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        channel.position(at);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** The name of a new file must be on disk, too. */
    private void forceFolder() throws IOException {
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** After the last end of a line. */
    private static long endOfLines(FileChannel channel) throws IOException {
        return afterLineEndBefore(channel, channel.size());
    }

    private Optional<ChainLine> last(FileChannel channel, long end) throws IOException {
        if (end == 0) {
            return Optional.empty();
        }
        long begin = afterLineEndBefore(channel, end - 1);
        var line = StandardCharsets.UTF_8.decode(bytes(channel, begin, end - 1)).toString();
        return Optional.of(ChainLine.parse(line)
                .orElseThrow(() -> new ChainException("%s: its last line is no record".formatted(file))));
    }

    /** Where the line begins that holds the byte before {@code end}. */
    private static long afterLineEndBefore(FileChannel channel, long end) throws IOException {
        for (long to = end; to > 0; to -= BLOCK) {
            long from = Math.max(0, to - BLOCK);
            var block = bytes(channel, from, to);
            for (int i = block.limit() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }

    private static ByteBuffer bytes(FileChannel channel, long from, long to) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, from + bytes.position());
        }
        return bytes.flip();
    }

    /**
     * Reads a chain from its first record to its last.
     *
     * @throws ChainException if there is no such file or it cannot be read
     */
    public static ChainReport check(Path file) {
        try (var in = Files.newInputStream(file)) {
            return ChainCheck.of(in);
        } catch (IOException e) {
            throw new ChainException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
