package io.bedplate.libvirt.image;

import static io.bedplate.libvirt.image.Reason.ABSURD_HEADER;
import static io.bedplate.libvirt.image.Reason.TRUNCATED;
import static io.bedplate.libvirt.image.Reason.UNSUPPORTED_FORMAT;

/** VirtualBox's VDI, version 1.1, by the header in QEMU's block/vdi.c. */
final class Vdi implements Format {
    private static final int HEADER_BYTES = 512;
    private static final int MAGIC_AT = 0x40;
    private static final long MAGIC = 0xbeda_107fL;
    private static final long VERSION = 0x0001_0001;
    private static final int BLOCK_BYTES = 1 << 20;
    private static final long MOST_BLOCKS = 0x3fff_ffff;

    @Override
    public ImageFormat format() {
        return ImageFormat.VDI;
    }

    @Override
    public boolean matches(ImageReader image) {
        var head = image.head();
        return head.length() >= MAGIC_AT + 4 && head.littleEndian().u32(MAGIC_AT) == MAGIC;
    }

    @Override
    public void judge(ImageReader image, Judgement judgement) {
        var head = image.head().littleEndian();
        if (!judgement.check(head.length() >= HEADER_BYTES, TRUNCATED,
                "%d bytes, the header has %d".formatted(head.length(),
                        HEADER_BYTES))) {
            return;
        }
        judgement.virtualSize(head.i64(0x170));
        judgement.check(head.u32(0x44) == VERSION, UNSUPPORTED_FORMAT, "VDI of version 0x%x".formatted(head.u32(0x44)));
        long type = head.u32(0x4c);
        judgement.check(type == 1 || type == 2, UNSUPPORTED_FORMAT, "VDI of type %d".formatted(type));
        if (!head.isZero(0x1a8, 32)) {
            judgement.backing("");
        }
        blocks(head, image, judgement);
    }

    private static void blocks(Window head, ImageReader image, Judgement judgement) {
        long mapAt = head.u32(0x154);
        long dataAt = head.u32(0x158);
        long blocks = head.u32(0x180);
        long allocated = head.u32(0x184);
        judgement.check(head.u32(0x168) == 512 && head.u32(0x178) == BLOCK_BYTES && mapAt % 512 == 0
                && dataAt % 512 == 0, ABSURD_HEADER,
                "sectors of %d bytes, blocks of %d, a map at %d, data at %d".formatted(head.u32(0x168), head.u32(0x178),
                        mapAt, dataAt));
        judgement.check(blocks <= MOST_BLOCKS && allocated <= blocks
                && Math.ceilDiv(head.i64(0x170), (long) BLOCK_BYTES) <= blocks, ABSURD_HEADER,
                "%d blocks, %d of them allocated, for %d bytes".formatted(blocks, allocated, head.i64(0x170)));
        judgement.check(image.contains(mapAt, blocks * 4), TRUNCATED,
                "the block map ends behind the file's %d bytes".formatted(image.size()));
    }
}
