package io.bedplate.libvirt.image;

import java.io.IOException;

/** A raw disk that begins with a partition table: GPT (UEFI 5.3), or an MBR that has at least one partition. */
final class PartitionTable implements Format {
    private static final int SIGNATURE_AT = 510;
    private static final int ENTRIES_AT = 446;
    private static final int ENTRY_BYTES = 16;

    @Override
    public ImageFormat format() {
        return ImageFormat.GPT;
    }

    @Override
    public boolean matches(ImageReader image) throws IOException {
        var head = image.head();
        if (head.length() < 512 || Vhd.isFixed(image)) {
            return false;
        }
        return head.has(512, "EFI PART") || isMbr(head.littleEndian());
    }

    /** The signature alone stands on the first sector of file systems, too. */
    private static boolean isMbr(Window head) {
        boolean used = false;
        for (int at = ENTRIES_AT; at < SIGNATURE_AT; at += ENTRY_BYTES) {
            if ((head.u8(at) & 0x7f) != 0) {
                return false;
            }
            used |= head.u8(at + 4) != 0 && head.u32(at + 12) != 0;
        }
        return used && head.u16(SIGNATURE_AT) == 0xaa55;
    }

    @Override
    public void judge(ImageReader image, Judgement judgement) {
        judgement.virtualSize(image.size());
    }
}
