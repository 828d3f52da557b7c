package io.bedplate.libvirt.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A few bytes of an image, and numbers out of them; asking behind its {@link #length} is a fault of the caller. */
final class Window {
    private static final VarHandle SHORT_BE = view(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT_LE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT_BE = view(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT_LE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG_BE = view(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG_LE = view(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final boolean bigEndian;

    private Window(byte[] bytes, boolean bigEndian) {
        this.bytes = bytes;
        this.bigEndian = bigEndian;
    }

    static Window of(byte[] bytes) {
        return new Window(bytes, true);
    }

    /** The same bytes, numbers with the lowest byte first. */
    Window littleEndian() {
        return new Window(bytes, false);
    }

    private static VarHandle view(Class<?> array, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(array, order);
    }

    int length() {
        return bytes.length;
    }

    int u8(int at) {
        return bytes[at] & 0xff;
    }

    int u16(int at) {
        return (short) (bigEndian ? SHORT_BE : SHORT_LE).get(bytes, at) & 0xffff;
    }

    long u32(int at) {
        return (int) (bigEndian ? INT_BE : INT_LE).get(bytes, at) & 0xffff_ffffL;
    }

    /** Numbers from 2^63 on come out negative. */
    long i64(int at) {
        return (long) (bigEndian ? LONG_BE : LONG_LE).get(bytes, at);
    }

    /** Whether these characters, each one byte, stand there; not if the window ends before them. */
    boolean has(int at, String magic) {
        return bytes.length >= at + magic.length() && text(at, magic.length(), StandardCharsets.ISO_8859_1).equals(
                magic);
    }

    boolean isZero(int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    String text(int at, int length, Charset charset) {
        return new String(bytes, at, length, charset);
    }

    /** A copy of the bytes. */
    byte[] bytes() {
        return bytes.clone();
    }
}
