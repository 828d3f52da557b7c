package io.bedplate.libvirt.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.EXTERNAL_EXTENT;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;
import static io.bedplate.libvirt.image.Reason.UNSUPPORTED_FORMAT;

/**
 * VMware's VMDK, by its specification 5.0: a sparse extent with its descriptor inside (monolithicSparse,
 * streamOptimized), or a text that names extents elsewhere, which is never safe.
 */
final class Vmdk implements Format {
    private static final String SPARSE = "KDMV";
    private static final String TEXT = "# Disk DescriptorFile";
    private static final String ESX_SPARSE = "COWD";
    private static final int HEADER_BYTES = 512;
    private static final int SECTOR = 512;
    private static final long MOST_SECTORS = Long.MAX_VALUE / SECTOR;
    private static final int LONGEST_DESCRIPTOR = 64 * 1024;
    private static final long DIRECTORY_AT_END = -1;
    // From the capacity to the entries of a grain table; what comes behind is where the copies differ.
    private static final int SAME_FROM = 12;
    private static final int SAME_UP_TO = 48;

    @Override
    public ImageFormat format() {
        return ImageFormat.VMDK;
    }

    @Override
    public boolean matches(ImageReader image) {
        var head = image.head();
        return head.has(0, SPARSE) || head.has(0, ESX_SPARSE) || isText(head);
    }

    /** QEMU skips comments and empty lines before a line that begins with "version=". */
    private static boolean isText(Window head) {
        var text = head.text(0, head.length(), StandardCharsets.ISO_8859_1);
        if (text.startsWith(TEXT)) {
            return true;
        }
        return text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).findFirst()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("version=")).isPresent();
    }

    @Override
    public void judge(ImageReader image, Judgement judgement) throws IOException {
        var head = image.head();
        if (head.has(0, ESX_SPARSE)) {
            judgement.found(UNSUPPORTED_FORMAT, "a VMDK extent of ESX");
        } else if (head.has(0, SPARSE)) {
            sparse(image, judgement);
        } else {
            judgement.found(EXTERNAL_EXTENT, "a descriptor whose extents are in other files");
            VmdkDescriptor.read(image.at(0, LONGEST_DESCRIPTOR)).judge(judgement);
        }
    }

    private static void sparse(ImageReader image, Judgement judgement) throws IOException {
        var head = image.head().littleEndian();
        if (!judgement.check(head.length() >= HEADER_BYTES, TRUNCATED,
                "%d bytes, the header has %d".formatted(head.length(),
                        HEADER_BYTES))) {
            return;
        }
        long version = head.u32(4);
        judgement.check(version >= 1 && version <= 3, UNSUPPORTED_FORMAT, "VMDK of version %d".formatted(version));
        long sectors = head.i64(12);
        // Without a capacity QEMU opens what the descriptor names.
        if (judgement.check(sectors > 0 && sectors <= MOST_SECTORS, ABSURD_HEADER, "%d sectors".formatted(sectors))) {
            judgement.virtualSize(sectors * SECTOR);
        }
        long grain = head.i64(20);
        judgement.check(grain >= 1 && grain <= 1 << 20 && head.u32(44) <= 512, ABSURD_HEADER,
                "grains of %d sectors, %d to a table".formatted(grain, head.u32(44)));
        directory(image, head, judgement);
        descriptor(image, head.i64(28), head.i64(36), judgement);
    }

    private static void directory(ImageReader image, Window head, Judgement judgement) throws IOException {
        long sector = head.i64(56);
        if (sector == DIRECTORY_AT_END) {
            // Footer, then an end-of-stream marker; the footer is what programs go by.
            var footer = image.at(image.size() - 2 * SECTOR, SECTOR).littleEndian();
            boolean same = footer.length() == SECTOR && footer.has(0, SPARSE)
                    && footer.text(SAME_FROM, SAME_UP_TO - SAME_FROM, StandardCharsets.ISO_8859_1)
                            .equals(head.text(SAME_FROM, SAME_UP_TO - SAME_FROM,
                                    StandardCharsets.ISO_8859_1));
            if (!judgement.check(same, ABSURD_HEADER, "the footer differs from the header, or is missing")) {
                return;
            }
            sector = footer.i64(56);
        }
        judgement.check(sector > 0 && sector <= MOST_SECTORS && sector * SECTOR < image.size(), TRUNCATED,
                "the grain directory is at sector %d, the file has %d bytes".formatted(sector, image.size()));
    }

    private static void descriptor(ImageReader image, long sector, long sectors, Judgement judgement)
            throws IOException {
        if (!judgement.check(sector == 1 && sectors > 0 && sectors <= LONGEST_DESCRIPTOR / SECTOR, ABSURD_HEADER,
                "a descriptor of %d sectors at sector %d".formatted(sectors, sector))) {
            return;
        }
        int length = (int) sectors * SECTOR;
        var window = image.at(SECTOR, length);
        if (judgement.check(window.length() == length, TRUNCATED, "the descriptor is cut")) {
            VmdkDescriptor.read(window).judgeEmbedded(judgement);
        }
    }
}
