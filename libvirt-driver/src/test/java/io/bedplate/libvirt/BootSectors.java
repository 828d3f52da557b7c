package io.bedplate.libvirt;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Guests of one sector: 16-bit code at 0x7c00, its text behind it. */
final class BootSectors {
    private static final int DISK_BYTES = 1 << 20;
    // dx = 0x3f8; si = the text; out each byte to the first serial port. The text's place is filled in.
    private static final String PRINT = "baf803" + "be007c" + "31c0" + "8ed8" + "fc" + "ac" + "84c0" + "7403" + "ee"
            + "ebf8";
    private static final int TEXT_PLACE = 4;
    // Halt for ever.
    private static final String HALT = "f4" + "ebfd";
    // Power button on (PM1_EN = 0x602 on q35); wait for it in PM1_STS at each timer tick; enter S5 by PM1_CNT (ACPI 6.5,
    // section 4.8.3).
    private static final String HEED_THE_BUTTON = "ba0206" + "b80001" + "ef" + "ba0006" + "fb" + "f4" + "ed" + "f6c401"
            + "74f8" + "ba0406" + "b80020" + "ef" + "ebfe";

    private BootSectors() {}

    /** Says the text, and no more. */
    static byte[] printing(String text) {
        return disk(HexFormat.of().parseHex(PRINT + HALT), text);
    }

    /** Says the text, then powers down when the power button is pressed. */
    static byte[] heeding(String text) {
        return disk(HexFormat.of().parseHex(PRINT + HEED_THE_BUTTON), text);
    }

    private static byte[] disk(byte[] code, String text) {
        code[TEXT_PLACE] = (byte) code.length;
        var disk = new byte[DISK_BYTES];
        System.arraycopy(code, 0, disk, 0, code.length);
        var bytes = (text + "\n\0").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, disk, code.length, bytes.length);
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
        return disk;
    }
}
