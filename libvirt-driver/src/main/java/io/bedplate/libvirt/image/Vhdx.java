package io.bedplate.libvirt.image;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;
import static io.bedplate.libvirt.image.Reason.UNREPLAYED_LOG;

/** Microsoft's VHDX, by [MS-VHDX]: two headers, two region tables, a metadata region. */
final class Vhdx implements Format {
    private static final int KIB = 1024;
    private static final long[] HEADERS = {64 * KIB, 128 * KIB};
    private static final int HEADER_BYTES = 4 * KIB;
    private static final long[] REGION_TABLES = {192 * KIB, 256 * KIB};
    private static final int TABLE_BYTES = 64 * KIB;
    private static final UUID METADATA_REGION = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");

    @Override
    public ImageFormat format() {
        return ImageFormat.VHDX;
    }

    @Override
    public boolean matches(ImageReader image) {
        return image.head().has(0, "vhdxfile");
    }

    @Override
    public void judge(ImageReader image, Judgement judgement) throws IOException {
        if (!judgement.check(image.contains(0, REGION_TABLES[1] + TABLE_BYTES), TRUNCATED,
                "%d bytes end before the region tables".formatted(image.size()))) {
            return;
        }
        header(image, judgement);
        var table = valid(image, REGION_TABLES, TABLE_BYTES, "regi");
        if (!judgement.check(table.isPresent(), ABSURD_HEADER, "no valid region table")) {
            return;
        }
        var metadata = VhdxTable.regions(table.get()).find(METADATA_REGION);
        if (judgement.check(metadata.isPresent(), ABSURD_HEADER, "no metadata region")) {
            VhdxMetadata.judge(image, metadata.get(), judgement);
        }
    }

    private static void header(ImageReader image, Judgement judgement) throws IOException {
        var header = valid(image, HEADERS, HEADER_BYTES, "head");
        if (judgement.check(header.isPresent(), ABSURD_HEADER, "no valid header")) {
            judgement.check(header.get().isZero(48, 16), UNREPLAYED_LOG, "a log waits to be replayed");
        }
    }

    /** Of two copies the valid one, with the higher sequence number where both are; region tables have none. */
    private static Optional<Window> valid(ImageReader image, long[] positions, int length, String magic)
            throws IOException {
        Optional<Window> best = Optional.empty();
        for (long position : positions) {
            var window = image.at(position, length).littleEndian();
            if (window.length() == length && window.has(0, magic) && checksumIsRight(window)
                    && (best.isEmpty() || Long.compareUnsigned(window.i64(8), best.get().i64(8)) > 0)) {
                best = Optional.of(window);
            }
        }
        return best;
    }

    /** CRC-32C with the checksum itself taken as zero. */
    private static boolean checksumIsRight(Window window) {
        var crc = new CRC32C();
        var bytes = window.bytes();
        crc.update(bytes, 0, 4);
        crc.update(new byte[4]);
        crc.update(bytes, 8, bytes.length - 8);
        return crc.getValue() == window.u32(4);
    }
}
