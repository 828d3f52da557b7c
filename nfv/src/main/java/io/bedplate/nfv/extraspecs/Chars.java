package io.bedplate.nfv.extraspecs;

/** Character classes of keys and values; ASCII only. */
final class Chars {
    private Chars() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** {@code [A-Z0-9_]}. */
    static boolean isCapital(char c) {
        return isDigit(c) || (c >= 'A' && c <= 'Z') || c == '_';
    }

    /** {@code [A-Za-z0-9_]}. */
    static boolean isWord(char c) {
        return isCapital(c) || (c >= 'a' && c <= 'z');
    }

    /** The first position at or after {@code from} without a digit. */
    static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static int skipWord(String text, int from) {
        int at = from;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isAt(String text, int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }
}
