package io.bedplate.host;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * An immutable set of CPU numbers, host or guest. Its text is the kernel's list format ({@code 0-3,8}), so logs, XML
 * and /sys agree (Documentation/admin-guide/cputopology.rst).
 */
public final class CpuSet implements Comparable<CpuSet> {
    /** One past the largest CPU number accepted: the kernel's CONFIG_NR_CPUS goes to 8192. */
    public static final int LIMIT = 1 << 14;

    private static final CpuSet EMPTY = new CpuSet(new long[0]);

    // No trailing zero word, so that equal sets have equal arrays.
    private final long[] words;

    private CpuSet(long[] words) {
        this.words = words;
    }

    public static CpuSet empty() {
        return EMPTY;
    }

    public static CpuSet of(int... cpus) {
        int last = -1;
        for (int cpu : cpus) {
            last = Math.max(last, checked(cpu));
        }
        long[] words = new long[(last >> 6) + 1];
        for (int cpu : cpus) {
            words[cpu / 64] |= 1L << cpu;
        }
        return ofOwned(words);
    }

    /** From {@code first} to {@code last}, both included; empty where {@code last < first}. */
    public static CpuSet range(int first, int last) {
        if (last < first) {
            return EMPTY;
        }
        long[] words = new long[checked(last) / 64 + 1];
        Arrays.fill(words, checked(first) / 64, words.length, -1L);
        words[first / 64] &= -1L << first;
        words[last / 64] &= -1L >>> (63 - last % 64);
        return new CpuSet(words);
    }

    /** Bit {@code n} of {@code words[n / 64]} is CPU {@code n}; the array is copied. */
    public static CpuSet ofWords(long... words) {
        return ofOwned(words.clone());
    }

    /**
     * Reads the kernel's list format; blanks around a part are let pass, strides ({@code 0-6:2/4}) are not.
     *
     * @throws IllegalArgumentException naming the text and the part that is wrong
     */
    public static CpuSet parse(String list) {
        return CpuListFormat.parse(list);
    }

    private static CpuSet ofOwned(long[] words) {
        int length = words.length;
        while (length > 0 && words[length - 1] == 0) {
            length--;
        }
        return length == 0 ? EMPTY : new CpuSet(length == words.length ? words : Arrays.copyOf(words, length));
    }

    private static int checked(int cpu) {
        if (cpu < 0 || cpu >= LIMIT) {
            throw new IllegalArgumentException("CPU %d: wanted 0..%d".formatted(cpu, LIMIT - 1));
        }
        return cpu;
    }

    private static long[] withBit(long[] words, int cpu) {
        checked(cpu);
        long[] grown = cpu / 64 < words.length ? words : Arrays.copyOf(words, cpu / 64 + 1);
        grown[cpu / 64] |= 1L << cpu;
        return grown;
    }

    public boolean contains(int cpu) {
        return cpu >= 0 && cpu / 64 < words.length && (words[cpu / 64] & 1L << cpu) != 0;
    }

    public boolean containsAll(CpuSet other) {
        return other.minus(this).isEmpty();
    }

    public boolean intersects(CpuSet other) {
        for (int i = Math.min(words.length, other.words.length) - 1; i >= 0; i--) {
            if ((words[i] & other.words[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    public CpuSet and(CpuSet other) {
        long[] result = new long[Math.min(words.length, other.words.length)];
        for (int i = 0; i < result.length; i++) {
            result[i] = words[i] & other.words[i];
        }
        return ofOwned(result);
    }

    public CpuSet or(CpuSet other) {
        if (words.length < other.words.length) {
            return other.or(this);
        }
        if (other.isEmpty()) {
            return this;
        }
        long[] result = words.clone();
        for (int i = 0; i < other.words.length; i++) {
            result[i] |= other.words[i];
        }
        return ofOwned(result);
    }

    public CpuSet minus(CpuSet other) {
        if (other.isEmpty()) {
            return this;
        }
        long[] result = words.clone();
        for (int i = Math.min(result.length, other.words.length) - 1; i >= 0; i--) {
            result[i] &= ~other.words[i];
        }
        return ofOwned(result);
    }

    public CpuSet plus(int cpu) {
        return ofOwned(withBit(words.clone(), cpu));
    }

    public int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    public boolean isEmpty() {
        return words.length == 0;
    }

    /** The lowest CPU at or above {@code from}, or -1. */
    public int next(int from) {
        int start = Math.max(from, 0);
        for (int i = start / 64; i < words.length; i++) {
            long word = i == start / 64 ? words[i] & -1L << start : words[i];
            if (word != 0) {
                return i * 64 + Long.numberOfTrailingZeros(word);
            }
        }
        return -1;
    }

    /** The lowest CPU, or -1 for the empty set. */
    public int first() {
        return next(0);
    }

    /** The highest CPU, or -1 for the empty set. */
    public int last() {
        return isEmpty() ? -1 : words.length * 64 - 1 - Long.numberOfLeadingZeros(words[words.length - 1]);
    }

    public void forEach(IntConsumer action) {
        for (int cpu = first(); cpu >= 0; cpu = next(cpu + 1)) {
            action.accept(cpu);
        }
    }

    /** Ascending. */
    public IntStream stream() {
        return Arrays.stream(toArray());
    }

    public PrimitiveIterator.OfInt iterator() {
        return stream().iterator();
    }

    /** Ascending. */
    public int[] toArray() {
        int[] cpus = new int[size()];
        int at = 0;
        for (int i = 0; i < words.length; i++) {
            for (long word = words[i]; word != 0; word &= word - 1) {
                cpus[at++] = i * 64 + Long.numberOfTrailingZeros(word);
            }
        }
        return cpus;
    }

    /** A copy; bit {@code n} of word {@code n / 64} is CPU {@code n}. */
    public long[] toWords() {
        return words.clone();
    }

    /** By lowest differing CPU: the set that has it comes first. */
    @Override
    public int compareTo(CpuSet other) {
        int mine = minus(other).first();
        int theirs = other.minus(this).first();
        return Integer.compare(mine < 0 ? LIMIT : mine, theirs < 0 ? LIMIT : theirs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuSet set && Arrays.equals(words, set.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** The kernel's list format; empty text for the empty set. */
    @Override
    public String toString() {
        return CpuListFormat.format(this);
    }
}
