package io.bedplate.libvirt.image;

import java.io.IOException;

/** What a format's judge reads through. It gives out no more than {@link #MOST_BYTES} in all, whatever a header says. */
final class ImageReader {
    /** For one inspection; the greediest format needs half of it. */
    static final int MOST_BYTES = 512 * 1024;

    private final ByteSource source;
    private final long size;
    private final Window head;
    private int left = MOST_BYTES;

    ImageReader(ByteSource source) throws IOException {
        this.source = source;
        this.size = source.size();
        this.head = at(0, 1024);
    }

    /** Of the file, in bytes. */
    long size() {
        return size;
    }

    /** The first KiB, or less where the file is shorter. */
    Window head() {
        return head;
    }

    /** Up to {@code length} bytes; none from a position that is no position of the file. */
    Window at(long position, int length) throws IOException {
        if (position < 0 || position >= size) {
            return Window.of(new byte[0]);
        }
        if (length > left) {
            throw new IllegalStateException("a judge asked for more than %d bytes".formatted(MOST_BYTES));
        }
        var bytes = source.read(position, (int) Math.min(length, size - position));
        left -= bytes.length;
        return Window.of(bytes);
    }

    /** Whether a part lies within the file; a part that reaches 2^63 does not. */
    boolean contains(long position, long length) {
        return position >= 0 && length >= 0 && position <= size && length <= size - position;
    }
}
