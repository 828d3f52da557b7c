package io.bedplate.cli.json;

import java.util.Optional;

/**
 * Where the value of the key {@code host} lies in a line. Finds brackets and strings only, which takes a tenth of the time
 * that reading the value would; whether all is JSON is for a reader to say.
 *
 * @param start of the opening brace
 * @param end   after the closing one
 */
record HostSpan(int start, int end) {
    private static final String KEY = "\"host\"";

    /** Empty where a reader had better look itself: no such key, no object behind it, or brackets that do not match. */
    static Optional<HostSpan> find(String line) {
        int depth = 0;
        for (int at = 0; at < line.length(); at++) {
            switch (line.charAt(at)) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> {
                    int value = depth == 1 && line.startsWith(KEY, at) ? valueAfter(line, at + KEY.length()) : -1;
                    if (value >= 0) {
                        int end = objectEnd(line, value);
                        return end < 0 ? Optional.empty() : Optional.of(new HostSpan(value, end));
                    }
                    at = stringEnd(line, at);
                }
                default -> {
                }
            }
        }
        return Optional.empty();
    }

    /** Where an object begins after a colon; -1 where there is none. */
    private static int valueAfter(String line, int from) {
        int colon = skipBlanks(line, from);
        if (colon == line.length() || line.charAt(colon) != ':') {
            return -1;
        }
        int value = skipBlanks(line, colon + 1);
        return value < line.length() && line.charAt(value) == '{' ? value : -1;
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int objectEnd(String line, int start) {
        int depth = 0;
        for (int at = start; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                at = stringEnd(line, at);
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return -1;
    }

    /** Of the closing quote, or of the end of the line. */
    private static int stringEnd(String line, int start) {
        int at = line.indexOf('"', start + 1);
        while (at >= 0 && isEscaped(line, at)) {
            at = line.indexOf('"', at + 1);
        }
        return at < 0 ? line.length() : at;
    }

    private static boolean isEscaped(String line, int quote) {
        int backslashes = 0;
        while (line.charAt(quote - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
