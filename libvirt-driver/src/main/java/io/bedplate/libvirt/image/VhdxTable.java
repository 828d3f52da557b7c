package io.bedplate.libvirt.image;

import java.util.Optional;
import java.util.UUID;

/**
 * A table of identities: of regions, or of metadata items.
 *
 * @param window      little endian, whole
 * @param entries     as the table says
 * @param isOfRegions whose entries have wider positions
 */
record VhdxTable(Window window, int firstEntry, long entries, boolean isOfRegions) {
    private static final int ENTRY_BYTES = 32;
    private static final long MOST_ENTRIES = 2047;

    /**
     * Where a thing is.
     *
     * @param position in the file for a region, in the metadata region for an item
     */
    record Entry(long position, long length) {}

    static VhdxTable regions(Window window) {
        return new VhdxTable(window, 16, window.u32(8), true);
    }

    static VhdxTable items(Window window) {
        return new VhdxTable(window, 32, window.u16(10), false);
    }

    Optional<Entry> find(UUID guid) {
        long count = Math.min(entries, MOST_ENTRIES);
        for (int i = 0; i < count; i++) {
            int at = firstEntry + i * ENTRY_BYTES;
            if (guid(at).equals(guid)) {
                return Optional.of(isOfRegions
                        ? new Entry(window.i64(at + 16), window.u32(at + 24))
                        : new Entry(window.u32(at + 16), window.u32(at + 20)));
            }
        }
        return Optional.empty();
    }

    /** The first three groups have the lowest byte first, the rest are bytes as they come. */
    private UUID guid(int at) {
        long first = window.u32(at) << 32 | (long) window.u16(at + 4) << 16 | window.u16(at + 6);
        return new UUID(first, Long.reverseBytes(window.i64(at + 8)));
    }
}
