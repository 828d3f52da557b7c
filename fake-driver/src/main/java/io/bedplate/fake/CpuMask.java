package io.bedplate.fake;

import java.util.ArrayList;

import io.bedplate.host.CpuSet;

/** The kernel's mask format {@code ff,0000000f}: words of 32 bits, highest first ({@code %*pb} of lib/vsprintf.c). */
final class CpuMask {
    private static final int WORD = 32;

    private CpuMask() {}

    /** The mask over so many bits, at least 1; the first word is as short as they allow. */
    static String format(CpuSet set, int bits) {
        var words = new ArrayList<String>();
        for (int low = (bits - 1) / WORD * WORD; low >= 0; low -= WORD) {
            int digits = (Math.min(bits - low, WORD) + 3) / 4;
            String hex = Integer.toHexString(word(set, low));
            words.add("0".repeat(digits - hex.length()) + hex);
        }
        return String.join(",", words);
    }

    private static int word(CpuSet set, int low) {
        int word = 0;
        for (int bit = 0; bit < WORD; bit++) {
            word |= set.contains(low + bit) ? 1 << bit : 0;
        }
        return word;
    }
}
