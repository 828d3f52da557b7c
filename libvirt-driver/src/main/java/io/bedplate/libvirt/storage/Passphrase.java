package io.bedplate.libvirt.storage;

/** Opens a disk encrypted with LUKS. It goes to programs through a pipe, and into no message. */
public final class Passphrase {
    private final byte[] bytes;

    public Passphrase(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("an empty passphrase");
        }
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "(passphrase)";
    }
}
