package io.bedplate.libvirt.image;

import java.util.Arrays;

/** A file whose first bytes are given and whose others are zero; it counts what is read. */
final class MemorySource implements ByteSource {
    private final byte[] bytes;
    private final long size;
    private long bytesRead;

    MemorySource(byte[] bytes, long size) {
        this.bytes = bytes;
        this.size = size;
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] read(long position, int length) {
        int wanted = (int) Math.min(length, size - position);
        bytesRead += wanted;
        int from = (int) Math.min(position, bytes.length);
        int known = Math.min(wanted, bytes.length - from);
        return Arrays.copyOf(Arrays.copyOfRange(bytes, from, from + known), wanted);
    }
}
