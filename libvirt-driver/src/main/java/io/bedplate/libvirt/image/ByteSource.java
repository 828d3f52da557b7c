package io.bedplate.libvirt.image;

import java.io.IOException;

/** Bytes by position. */
public interface ByteSource {
    /** In bytes. */
    long size() throws IOException;

    /** Up to {@code length} bytes from a position on; fewer only where the bytes end. */
    byte[] read(long position, int length) throws IOException;
}
