package io.bedplate.libvirt.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The bytes of an image in the making. */
final class Sample {
    private final byte[] bytes;
    private final ByteOrder order;
    private final long size;

    private Sample(byte[] bytes, ByteOrder order, long size) {
        this.bytes = bytes;
        this.order = order;
        this.size = size;
    }

    static Sample bigEndian(int bytes, long size) {
        return new Sample(new byte[bytes], ByteOrder.BIG_ENDIAN, size);
    }

    static Sample littleEndian(int bytes, long size) {
        return new Sample(new byte[bytes], ByteOrder.LITTLE_ENDIAN, size);
    }

    /** Changes of these are changes of the sample. */
    byte[] bytes() {
        return bytes;
    }

    /** Of the file; what the bytes do not cover is zero. */
    long size() {
        return size;
    }

    Sample copy() {
        return new Sample(bytes.clone(), order, size);
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(order);
    }

    Sample u8(int at, int value) {
        bytes[at] = (byte) value;
        return this;
    }

    Sample u16(int at, int value) {
        buffer().putShort(at, (short) value);
        return this;
    }

    Sample u32(int at, long value) {
        buffer().putInt(at, (int) value);
        return this;
    }

    Sample u64(int at, long value) {
        buffer().putLong(at, value);
        return this;
    }

    Sample text(int at, String text) {
        buffer().put(at, text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Sample copyFrom(int from, int to, int length) {
        System.arraycopy(bytes, from, bytes, to, length);
        return this;
    }

    Sample ofSize(long newSize) {
        return new Sample(bytes, order, newSize);
    }

    Inspection inspect() {
        return inspect(Optional.empty());
    }

    Inspection inspect(Optional<ImageFormat> declared) {
        try {
            return ImageInspector.inspect(new MemorySource(bytes, size), declared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** None for a safe image. */
    List<Reason> reasons() {
        return switch (inspect()) {
            case Inspection.Safe _ -> List.of();
            case Inspection.Unsafe unsafe -> unsafe.reasons();
        };
    }
}
