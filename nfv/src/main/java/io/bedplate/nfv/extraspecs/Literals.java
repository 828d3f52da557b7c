package io.bedplate.nfv.extraspecs;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Numbers and yes/no as Nova reads them from text. */
public final class Literals {
    private static final Set<String> YES = Set.of("1", "t", "true", "on", "y", "yes");
    private static final Set<String> NO = Set.of("0", "f", "false", "off", "n", "no");

    private Literals() {}

    /**
     * A whole number as Python's {@code int()} takes it: blanks around it, a sign, single underscores between ASCII
     * digits. What exceeds a {@code long} becomes the nearest {@code long}.
     *
     * @return empty where the text is no whole number
     */
    public static OptionalLong whole(String text) {
        String body = text.strip();
        boolean negative = body.startsWith("-");
        int from = negative || body.startsWith("+") ? 1 : 0;
        if (!isDigits(body, from)) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = from; i < body.length(); i++) {
            if (body.charAt(i) != '_') {
                value = append(value, body.charAt(i) - '0');
            }
        }
        return OptionalLong.of(negative ? -value : value);
    }

    private static boolean isDigits(String text, int from) {
        boolean afterDigit = false;
        for (int i = from; i < text.length(); i++) {
            boolean digit = Chars.isDigit(text.charAt(i));
            if (!digit && !(afterDigit && text.charAt(i) == '_')) {
                return false;
            }
            afterDigit = digit;
        }
        return afterDigit;
    }

    private static long append(long value, int digit) {
        return value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
    }

    /** Yes or no as oslo's strict {@code bool_from_string} takes it; empty where the text is neither. */
    public static Optional<Boolean> flag(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return Optional.of(Boolean.TRUE);
        }
        return NO.contains(word) ? Optional.of(Boolean.FALSE) : Optional.empty();
    }
}
