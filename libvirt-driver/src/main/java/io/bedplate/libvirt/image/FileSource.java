package io.bedplate.libvirt.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A regular file or a block device. Anything else is refused before it is opened: a FIFO would make its reader wait. */
final class FileSource implements ByteSource, AutoCloseable {
    private static final int TYPE_MASK = 0170000;
    private static final int BLOCK_DEVICE = 0060000;

    private final FileChannel channel;

    private FileSource(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens it.
     *
     * @throws ImageReadException if there is no such file, or if it is no file
     */
    static FileSource open(Path file) {
        try {
            if (!Files.isRegularFile(file) && !isBlockDevice(file)) {
                throw new ImageReadException(file + ": wanted a file or a block device, found "
                        + (Files.isDirectory(file) ? "a folder" : "neither"));
            }
            return new FileSource(FileChannel.open(file, StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            throw new ImageReadException(file + ": no such file", e);
        } catch (IOException e) {
            throw new ImageReadException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isBlockDevice(Path file) throws IOException {
        return Files.getAttribute(file, "unix:mode") instanceof Integer mode && (mode & TYPE_MASK) == BLOCK_DEVICE;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public byte[] read(long position, int length) throws IOException {
        var buffer = ByteBuffer.allocate(Math.clamp(size() - position, 0, length));
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // one read may bring less than all
        }
        var bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
