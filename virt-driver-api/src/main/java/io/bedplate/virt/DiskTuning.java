package io.bedplate.virt;

import java.util.OptionalInt;

/**
 * How the hypervisor treats a disk.
 *
 * @param ioThread I/O thread that serves it, from 1; empty = the driver spreads the disks over the guest's threads
 */
public record DiskTuning(Cache cache, Io io, boolean discard, OptionalInt ioThread, Limits limits) {
    public static final DiskTuning DEFAULT = new DiskTuning(Cache.NONE, Io.DEFAULT, true, OptionalInt.empty(),
            Limits.NONE);

    /** The host's part in caching; the words are QEMU's. */
    public enum Cache {
        NONE, WRITETHROUGH, WRITEBACK, DIRECTSYNC, UNSAFE
    }

    /** How requests reach the host's kernel. */
    public enum Io {
        /** By what the cache mode allows. */
        DEFAULT, NATIVE, THREADS, IO_URING
    }

    /** The most that the guest may do with the disk in a second; 0 = no limit. */
    public record Limits(long readBytesPerSecond, long writeBytesPerSecond, long readsPerSecond, long writesPerSecond) {
        public static final Limits NONE = new Limits(0, 0, 0, 0);

        public Limits {
            if (readBytesPerSecond < 0 || writeBytesPerSecond < 0 || readsPerSecond < 0 || writesPerSecond < 0) {
                throw new IllegalArgumentException("disk limits: 0 or more wanted, found %d, %d, %d, %d"
                        .formatted(readBytesPerSecond, writeBytesPerSecond, readsPerSecond, writesPerSecond));
            }
        }
    }
}
