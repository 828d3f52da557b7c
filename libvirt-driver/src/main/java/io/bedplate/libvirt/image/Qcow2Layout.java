package io.bedplate.libvirt.image;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;

/** Whether the header's numbers agree with each other and with the file. */
final class Qcow2Layout {
    private static final long MOST_L1_BYTES = 32 << 20;
    private static final long MOST_REFCOUNT_TABLE_BYTES = 8 << 20;
    private static final long MOST_SNAPSHOTS = 65_536;
    private static final long LONGEST_NAME = 1023;
    private static final int SMALLEST_CLUSTER_BITS = 9;
    private static final int LARGEST_CLUSTER_BITS = 21;
    // 32 subclusters of at least a sector.
    private static final int SMALLEST_EXTENDED_BITS = 14;

    private final Qcow2Header header;
    private final ImageReader image;
    private final Judgement judgement;

    private Qcow2Layout(Qcow2Header header, ImageReader image, Judgement judgement) {
        this.header = header;
        this.image = image;
        this.judgement = judgement;
    }

    /** Adds what is wrong; answers whether the cluster size is fit for reading on. */
    static boolean check(Qcow2Header header, ImageReader image, Judgement judgement) {
        int smallest = header.has(Qcow2Header.EXTENDED_L2) ? SMALLEST_EXTENDED_BITS : SMALLEST_CLUSTER_BITS;
        long bits = header.clusterBits();
        if (!judgement.check(bits >= smallest && bits <= LARGEST_CLUSTER_BITS, ABSURD_HEADER,
                "clusters of 2^%d bytes, wanted 2^%d to 2^%d".formatted(bits, smallest, LARGEST_CLUSTER_BITS))) {
            return false;
        }
        var layout = new Qcow2Layout(header, image, judgement);
        layout.firstCluster();
        layout.l1();
        layout.refcounts();
        layout.snapshots();
        return true;
    }

    private void firstCluster() {
        boolean lengthIsRight = header.version() == 2
                || (header.length() >= Qcow2Header.LENGTH_V3 && header.length() <= header.clusterSize());
        judgement.check(lengthIsRight, ABSURD_HEADER, "a header of %d bytes".formatted(header.length()));
        if (header.backingOffset() != 0) {
            boolean fits = header.backingOffset() > 0 && header.backingOffset() <= header.clusterSize()
                    && header.backingLength() <= Math.min(LONGEST_NAME, header.clusterSize() - header.backingOffset());
            judgement.check(fits, ABSURD_HEADER, "a backing file's name of %d bytes at byte %d"
                    .formatted(header.backingLength(), header.backingOffset()));
        }
    }

    private void l1() {
        long entryBytes = header.has(Qcow2Header.EXTENDED_L2) ? 16 : 8;
        long covered = header.clusterSize() * (header.clusterSize() / entryBytes);
        long bytes = header.l1Entries() * 8;
        judgement.check(bytes <= MOST_L1_BYTES, ABSURD_HEADER,
                "an L1 table of %d entries".formatted(header.l1Entries()));
        judgement.check(header.sizeBytes() < 0 || header.l1Entries() >= Math.ceilDiv(header.sizeBytes(), covered),
                ABSURD_HEADER, "an L1 table of %d entries is too small for %d bytes".formatted(header.l1Entries(),
                        header.sizeBytes()));
        table("the L1 table", header.l1Offset(), bytes);
    }

    private void refcounts() {
        judgement.check(header.refcountOrder() <= 6, ABSURD_HEADER,
                "refcounts of 2^%d bits".formatted(header.refcountOrder()));
        long bytes = header.refcountTableClusters() * header.clusterSize();
        judgement.check(bytes > 0 && bytes <= MOST_REFCOUNT_TABLE_BYTES, ABSURD_HEADER,
                "a refcount table of %d clusters".formatted(header.refcountTableClusters()));
        table("the refcount table", header.refcountTableOffset(), bytes);
    }

    private void snapshots() {
        if (header.snapshots() != 0) {
            judgement.check(header.snapshots() <= MOST_SNAPSHOTS, ABSURD_HEADER,
                    "%d snapshots".formatted(header.snapshots()));
            table("the snapshot table", header.snapshotsOffset(), 1);
        }
    }

    /** A table starts with a cluster and lies in the file, whose last cluster may be cut. */
    private void table(String name, long offset, long bytes) {
        boolean aligned = judgement.check(offset >= 0 && offset % header.clusterSize() == 0, ABSURD_HEADER,
                "%s is at byte %d".formatted(name, offset));
        if (aligned && bytes > 0) {
            long end = Math.ceilDiv(image.size(), header.clusterSize()) * header.clusterSize();
            judgement.check(offset < image.size() && bytes <= end - offset, TRUNCATED,
                    "%s ends behind the file's %d bytes".formatted(name, image.size()));
        }
    }
}
