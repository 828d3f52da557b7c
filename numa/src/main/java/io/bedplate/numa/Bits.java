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
        if (from >> 6 == (to - 1) >> 6) {
            long run = words[from >> 6] >>> from;
            return Long.bitCount(to - from == 64 ? run : run & (1L << (to - from)) - 1);
        }
        int count = 0;
        for (int bit = from; bit < to; bit++) {
            count += has(words, bit) ? 1 : 0;
        }
        return count;
    }

    static int count(long[] words) {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
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

    /** A bit for each place of {@code pcpus} whose pCPU is in the set. */
    static long[] where(int[] pcpus, CpuSet set) {
        long[] words = new long[(pcpus.length + 63) / 64];
        for (int i = 0; i < pcpus.length; i++) {
            if (set.contains(pcpus[i])) {
                set(words, i);
            }
        }
        return words;
    }

    static CpuSet cpus(int[] pcpus, long[] words) {
        int highest = -1;
        for (int i = 0; i < pcpus.length; i++) {
            highest = has(words, i) ? Math.max(highest, pcpus[i]) : highest;
        }
        long[] set = new long[(highest >> 6) + 1];
        for (int i = 0; i < pcpus.length; i++) {
            if (has(words, i)) {
                set(set, pcpus[i]);
            }
        }
        return CpuSet.ofWords(set);
    }
}
