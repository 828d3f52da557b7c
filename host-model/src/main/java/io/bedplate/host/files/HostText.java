package io.bedplate.host.files;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.bedplate.host.CpuSet;

/**
 * What the text of a host file says, or nothing where it says nothing we understand. Host files lie, so no answer here
 * is ever a guess.
 */
public final class HostText {
    // Of KiB this is an exabyte: what is longer is no quantity of a machine.
    private static final int MOST_DIGITS = 15;

    private HostText() {}

    /** A whole decimal number of at most 15 digits. */
    public static OptionalLong number(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            value = value * 10 + (c - '0');
        }
        return OptionalLong.of(value);
    }

    /** A whole number that fits an int. */
    public static OptionalInt id(String text) {
        var number = number(text);
        return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    /** A CPU list; an empty one says nothing. */
    public static Optional<CpuSet> cpus(String text) {
        try {
            return Optional.of(CpuSet.parse(text)).filter(cpus -> !cpus.isEmpty());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
