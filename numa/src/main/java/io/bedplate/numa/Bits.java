package io.bedplate.numa;

import io.bedplate.host.CpuSet;

/** Runs of bits in an array of words; bit {@code n} is bit {@code n % 64} of word {@code n / 64}. */
final class Bits {
    private Bits() {}

    static boolean has(long[] words, int bit) {
        return (words[bit >> 6] & 1L << bit) != 0;
    }

    static void set(long[] words, int bit) {
        words[bit >> 6] |= 1L << bit;
    }

    /** Set bits from {@code from} to {@code to - 1}. */
    static int count(long[] words, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at = (at | 63) + 1) {
            int length = Math.min(to, (at | 63) + 1) - at;
            count += Long.bitCount(words[at >> 6] >>> at & -1L >>> -length);
        }
        return count;
    }

    static long[] minus(long[] words, long[] taken) {
        long[] left = words.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] &= ~taken[i];
        }
        return left;
    }

    static long[] or(long[] words, long[] more) {
        long[] all = words.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] |= more[i];
        }
        return all;
    }

    /** A bit for each place of {@code pcpus} from {@code from} to {@code to - 1} whose pCPU is in the set. */
    static long[] where(short[] pcpus, CpuSet set, int from, int to) {
        long[] words = new long[(pcpus.length + 63) / 64];
        for (int i = from; i < to; i++) {
            if (set.contains(pcpus[i])) {
                set(words, i);
            }
        }
        return words;
    }

    /** The pCPUs whose bits are set, of the places from {@code from} to {@code to - 1}. */
    static CpuSet cpus(short[] pcpus, long[] words, int from, int to) {
        int highest = -1;
        for (int i = from; i < to; i++) {
            highest = has(words, i) ? Math.max(highest, pcpus[i]) : highest;
        }
        long[] set = new long[(highest >> 6) + 1];
        for (int i = from; i < to; i++) {
            if (has(words, i)) {
                set(set, pcpus[i]);
            }
        }
        return CpuSet.ofWords(set);
    }
}
