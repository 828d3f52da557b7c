package io.bedplate.libvirt.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;

/**
 * The header extensions that a judgement depends on: type, length, data, padded to 8 bytes, up to type 0 or the
 * backing file's name.
 */
final class Qcow2Extensions {
    private static final long END = 0;
    private static final long DATA_FILE = 0x4441_5441;
    private static final long LUKS_HEADER = 0x0537_be77;
    private static final long BITMAPS = 0x2385_2875;
    private static final long FEATURE_NAMES = 0x6803_f857;

    private static final int HEAD_BYTES = 8;
    private static final int MOST = 64;
    private static final int LONGEST_NAME = 1023;
    private static final int FEATURE_NAME_BYTES = 48;
    private static final long MOST_BITMAPS = 65_535;

    private final Qcow2Header header;
    private final ImageReader image;
    private final Judgement judgement;
    private Optional<String> dataFile = Optional.empty();
    private boolean luksHeader;

    private Qcow2Extensions(Qcow2Header header, ImageReader image, Judgement judgement) {
        this.header = header;
        this.image = image;
        this.judgement = judgement;
    }

    /** With cluster bits in their range. */
    static Qcow2Extensions read(Qcow2Header header, ImageReader image, Judgement judgement) throws IOException {
        var extensions = new Qcow2Extensions(header, image, judgement);
        extensions.walk();
        return extensions;
    }

    /** The name of the file that holds the data. */
    Optional<String> dataFile() {
        return dataFile;
    }

    /** Whether there is a sane pointer to a LUKS header. */
    boolean luksHeader() {
        return luksHeader;
    }

    private void walk() throws IOException {
        long end = header.backingOffset() > 0
                ? Math.min(header.backingOffset(), header.clusterSize())
                : header.clusterSize();
        long at = header.length();
        for (int i = 0; at + HEAD_BYTES <= end; i++) {
            var head = image.at(at, HEAD_BYTES);
            if (head.length() < HEAD_BYTES) {
                judgement.check(at == image.size(), TRUNCATED, "the file ends in its header extensions");
                return;
            }
            long type = head.u32(0);
            long length = head.u32(4);
            if (type == END) {
                return;
            }
            if (!judgement.check(i < MOST && length <= end - at - HEAD_BYTES, ABSURD_HEADER,
                    "header extension %d, 0x%x, has %d bytes".formatted(i, type, length))) {
                return;
            }
            extension(type, at + HEAD_BYTES, (int) length);
            at += HEAD_BYTES + Math.ceilDiv(length, 8L) * 8;
        }
    }

    private void extension(long type, long at, int length) throws IOException {
        if (type == DATA_FILE) {
            var name = image.at(at, Math.min(length, LONGEST_NAME));
            dataFile = Optional.of(name.text(0, name.length(), StandardCharsets.UTF_8));
        } else if (type == LUKS_HEADER) {
            luks(image.at(at, Math.min(length, 16)));
        } else if (type == BITMAPS && (header.autoclear() & Qcow2Header.BITMAPS) != 0) {
            bitmaps(image.at(at, Math.min(length, 24)));
        } else if (type == FEATURE_NAMES) {
            judgement.check(length % FEATURE_NAME_BYTES == 0, ABSURD_HEADER,
                    "feature names of %d bytes".formatted(length));
        }
    }

    private void luks(Window pointer) {
        luksHeader = pointer.length() == 16 && pointer.i64(0) > 0 && pointer.i64(0) % header.clusterSize() == 0
                && image.contains(pointer.i64(0), pointer.i64(8));
        judgement.check(luksHeader, ABSURD_HEADER, "the LUKS header is not in the file");
    }

    private void bitmaps(Window directory) {
        boolean sane = directory.length() == 24 && directory.u32(0) >= 1 && directory.u32(0) <= MOST_BITMAPS
                && directory.i64(16) > 0 && directory.i64(16) % header.clusterSize() == 0
                && image.contains(directory.i64(16), directory.i64(8));
        judgement.check(sane, ABSURD_HEADER, "the directory of bitmaps is not in the file");
    }
}
