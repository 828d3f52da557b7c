package io.bedplate.host;

import java.util.regex.Pattern;

/**
 * What one page of memory covers.
 *
 * @param kib size in KiB, a power of two, at least 1
 */
public record PageSize(long kib) implements Comparable<PageSize> {
    public static final PageSize KIB_4 = new PageSize(4);
    public static final PageSize MIB_2 = new PageSize(2048);
    public static final PageSize GIB_1 = new PageSize(1048576);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:([kKMGT])i?)?(b|bit|B)?");

    public PageSize {
        if (kib < 1 || Long.bitCount(kib) != 1) {
            throw new IllegalArgumentException("page size %d KiB: wanted a power of two from 1".formatted(kib));
        }
    }

    /**
     * Reads a size as flavors write it: a bare number is KiB, else number and unit ({@code 2048}, {@code 2MB},
     * {@code 1GiB}, {@code 16777216bit}). Units of 1024 in every spelling, as in Nova's {@code hw:mem_page_size}.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static PageSize parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("page size \"%s\": wanted a number of KiB or 2MB, 1GB".formatted(text));
        }
        try {
            return new PageSize(kib(Long.parseLong(match.group(1)), match.group(2), match.group(3)));
        } catch (ArithmeticException | IllegalArgumentException _) {
            throw new IllegalArgumentException("page size \"%s\": wanted a power of two from 1 KiB".formatted(text));
        }
    }

    @SuppressWarnings("NullAway") // group() of a part that did not match is null, and asked for here
    private static long kib(long number, String prefix, String unit) {
        if (prefix == null && unit == null) {
            return number;
        }
        int shift = prefix == null ? 0 : 10 * ("kmgt".indexOf(Character.toLowerCase(prefix.charAt(0))) + 1);
        long units = Math.multiplyExact(number, 1L << shift);
        long bytes = "bit".equals(unit) ? exactly(units, 8) : units;
        return exactly(bytes, 1024);
    }

    private static long exactly(long number, int divisor) {
        if (number % divisor != 0) {
            throw new ArithmeticException("not a whole number");
        }
        return number / divisor;
    }

    /** Pages that cover {@code memoryKib}, rounded up. */
    public long pagesFor(long memoryKib) {
        return Math.ceilDiv(memoryKib, kib);
    }

    @Override
    public int compareTo(PageSize other) {
        return Long.compare(kib, other.kib);
    }

    /** {@code 4 KiB}, {@code 2 MiB}, {@code 1 GiB}. */
    @Override
    public String toString() {
        if (kib >= 1L << 20) {
            return (kib >> 20) + " GiB";
        }
        return kib >= 1024 ? (kib >> 10) + " MiB" : kib + " KiB";
    }
}
