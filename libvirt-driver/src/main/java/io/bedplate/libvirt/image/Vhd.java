package io.bedplate.libvirt.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;
import static io.bedplate.libvirt.image.Reason.UNSUPPORTED_FORMAT;

/**
 * Microsoft's VHD (QEMU's vpc), by its specification 1.0. A dynamic one begins with a copy of its footer; a fixed one is
 * a raw disk with the footer behind it.
 */
final class Vhd implements Format {
    private static final String MAGIC = "conectix";
    private static final int FOOTER_BYTES = 512;
    private static final int HEADER_BYTES = 1024;
    private static final int FIXED = 2;
    private static final int DYNAMIC = 3;
    private static final int DIFFERENCING = 4;

    @Override
    public ImageFormat format() {
        return ImageFormat.VHD;
    }

    @Override
    public boolean matches(ImageReader image) throws IOException {
        return image.head().has(0, MAGIC) || isFixed(image);
    }

    /** Whether the file ends in a footer that speaks of exactly the bytes before it. */
    static boolean isFixed(ImageReader image) throws IOException {
        var footer = image.at(image.size() - FOOTER_BYTES, FOOTER_BYTES);
        return footer.has(0, MAGIC) && footer.length() == FOOTER_BYTES && footer.u32(60) == FIXED
                && footer.i64(48) == image.size() - FOOTER_BYTES && checksumIsRight(footer, 64);
    }

    @Override
    public void judge(ImageReader image, Judgement judgement) throws IOException {
        if (!image.head().has(0, MAGIC)) {
            judgement.virtualSize(image.size() - FOOTER_BYTES);
            return;
        }
        var footer = image.head();
        if (!judgement.check(footer.length() >= FOOTER_BYTES, TRUNCATED,
                "%d bytes, the footer has %d".formatted(footer.length(), FOOTER_BYTES))) {
            return;
        }
        judgement.virtualSize(footer.i64(48));
        judgement.check(footer.u16(8 + 4) == 1, UNSUPPORTED_FORMAT, "VHD of version %d".formatted(footer.u16(12)));
        judgement.check(checksumIsRight(image.at(0, FOOTER_BYTES), 64), ABSURD_HEADER,
                "the footer's checksum is wrong");
        long type = footer.u32(60);
        judgement.check(type == DYNAMIC || type == DIFFERENCING, UNSUPPORTED_FORMAT, "VHD of type %d".formatted(type));
        dynamic(image, image.at(footer.i64(16), HEADER_BYTES), type == DIFFERENCING, judgement);
    }

    private static void dynamic(ImageReader image, Window header, boolean differencing, Judgement judgement) {
        if (!judgement.check(header.length() == HEADER_BYTES, TRUNCATED, "the header of a dynamic disk is missing")
                || !judgement.check(header.has(0, "cxsparse") && checksumIsRight(header, 36), ABSURD_HEADER,
                        "the header of a dynamic disk is broken")) {
            return;
        }
        if (differencing || !header.isZero(40, 16)) {
            judgement.backing(header.text(64, 512, StandardCharsets.UTF_16BE).replaceFirst("\0.*", ""));
        }
        long block = header.u32(32);
        judgement.check(block >= 512 && Long.bitCount(block) == 1, ABSURD_HEADER,
                "blocks of %d bytes".formatted(block));
        judgement.check(image.contains(header.i64(16), header.u32(28) * 4), TRUNCATED,
                "the block table ends behind the file's %d bytes".formatted(image.size()));
    }

    /** One's complement of the sum of all bytes but the checksum's own. */
    private static boolean checksumIsRight(Window window, int at) {
        long sum = 0;
        for (int i = 0; i < window.length(); i++) {
            sum += i >= at && i < at + 4 ? 0 : window.u8(i);
        }
        return window.length() >= at + 4 && (~sum & 0xffff_ffffL) == window.u32(at);
    }
}
