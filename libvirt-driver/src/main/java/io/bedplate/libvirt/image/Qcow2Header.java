package io.bedplate.libvirt.image;

/** The header's fields, as they stand; version 2 has the defaults of version 3 in what it lacks. */
record Qcow2Header(long version, long backingOffset, long backingLength, long clusterBits, long sizeBytes,
        long encryption, long l1Entries, long l1Offset, long refcountTableOffset, long refcountTableClusters,
        long snapshots, long snapshotsOffset, long incompatible, long autoclear, long refcountOrder, long length,
        int compression) {
    static final int LENGTH_V2 = 72;
    static final int LENGTH_V3 = 104;

    static final long CORRUPT = 1 << 1;
    static final long DATA_FILE = 1 << 2;
    static final long COMPRESSION_TYPE = 1 << 3;
    static final long EXTENDED_L2 = 1 << 4;
    /** With the dirty bit: refcounts that lag behind harm no reader. */
    static final long KNOWN_INCOMPATIBLE = 0x1f;
    /** Autoclear. */
    static final long BITMAPS = 1;

    private static final int COMPRESSION_AT = 104;

    /** Of a window that is long enough for its version. */
    static Qcow2Header read(Window w) {
        boolean v3 = w.u32(4) >= 3;
        long length = v3 ? w.u32(100) : LENGTH_V2;
        int compression = length > COMPRESSION_AT && w.length() > COMPRESSION_AT ? w.u8(COMPRESSION_AT) : 0;
        return new Qcow2Header(w.u32(4), w.i64(8), w.u32(16), w.u32(20), w.i64(24), w.u32(32), w.u32(36), w.i64(40),
                w.i64(48), w.u32(56), w.u32(60), w.i64(64), v3 ? w.i64(72) : 0, v3 ? w.i64(88) : 0,
                v3 ? w.u32(96) : 4, length, compression);
    }

    boolean has(long incompatibleFeature) {
        return (incompatible & incompatibleFeature) != 0;
    }

    /** In bytes; only with cluster bits in their range. */
    long clusterSize() {
        return 1L << clusterBits;
    }
}
