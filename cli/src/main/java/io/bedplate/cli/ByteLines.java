package io.bedplate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Lines as bytes, so that one in a bad encoding spoils no other. */
final class ByteLines {
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    /** Of the first line; -1 where it is not here yet. */
    private int lineEnd = -1;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its line end; empty at the end of the input. Waits for no more than that line. */
    Optional<byte[]> next() throws IOException {
        int searched = from;
        while (lineEnd < 0) {
            int left = searched - from;
            if (!fill()) {
                return last();
            }
            searched = from + left;
            lineEnd = findEnd(searched);
            searched = to;
        }
        byte[] line = Arrays.copyOfRange(buffer, from, lineEnd);
        from = lineEnd + 1;
        lineEnd = findEnd(from);
        return Optional.of(line);
    }

    /** Whether the next line can be had without waiting. */
    boolean isNextHere() {
        return lineEnd >= 0;
    }

    private Optional<byte[]> last() {
        byte[] line = Arrays.copyOfRange(buffer, from, to);
        from = to;
        return line.length == 0 ? Optional.empty() : Optional.of(line);
    }

    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
        }
        int count = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, count);
        return count > 0;
    }

    // Searching a text is one of the loops the JVM runs many bytes at a time; searching an array is not.
    private int findEnd(int start) {
        int end = new String(buffer, start, to - start, StandardCharsets.ISO_8859_1).indexOf('\n');
        return end < 0 ? -1 : start + end;
    }
}
