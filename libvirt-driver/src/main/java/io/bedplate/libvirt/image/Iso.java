package io.bedplate.libvirt.image;

import java.io.IOException;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;

/** ISO 9660 (ECMA-119) and UDF: volume descriptors behind 16 sectors of 2 KiB. A guest sees the whole file. */
final class Iso implements Format {
    private static final int DESCRIPTOR_AT = 32 * 1024;
    private static final int DESCRIPTOR_BYTES = 2048;
    private static final int PRIMARY = 1;

    @Override
    public ImageFormat format() {
        return ImageFormat.ISO;
    }

    @Override
    public boolean matches(ImageReader image) throws IOException {
        var id = image.at(DESCRIPTOR_AT, 8);
        return id.has(1, "CD001") || id.has(1, "BEA01") || id.has(1, "NSR02") || id.has(1, "NSR03");
    }

    @Override
    public void judge(ImageReader image, Judgement judgement) throws IOException {
        judgement.virtualSize(image.size());
        var descriptor = image.at(DESCRIPTOR_AT, DESCRIPTOR_BYTES).littleEndian();
        if (!judgement.check(descriptor.length() == DESCRIPTOR_BYTES, TRUNCATED, "the volume descriptor is cut")) {
            return;
        }
        if (descriptor.u8(0) == PRIMARY && descriptor.has(1, "CD001")) {
            int block = descriptor.u16(128);
            judgement.check(block >= 512 && Integer.bitCount(block) == 1, ABSURD_HEADER,
                    "blocks of %d bytes".formatted(block));
            judgement.check(image.contains(0, descriptor.u32(80) * block), TRUNCATED,
                    "%d blocks of %d bytes, the file has %d bytes".formatted(descriptor.u32(80), block, image.size()));
        }
    }
}
