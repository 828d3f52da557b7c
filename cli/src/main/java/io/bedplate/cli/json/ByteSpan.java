package io.bedplate.cli.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where values lie in a JSON text. Looks at brackets and strings only, in a tenth of the time that reading would take;
 * whether all is JSON is for a reader to say. UTF-8 has no bracket and no quote within a longer character.
 */
final class ByteSpan {
    private ByteSpan() {}

    /**
     * Where an object begins that stands behind a key; -1 where there is none.
     *
     * @param start of the object that has the key
     */
    static int objectOf(byte[] text, int start, String key) {
        return valueOf(text, start, key, '{');
    }

    /** Likewise for an array. */
    static int arrayOf(byte[] text, int start, String key) {
        return valueOf(text, start, key, '[');
    }

    private static int valueOf(byte[] text, int start, String key, char bracket) {
        byte[] quoted = ("\"" + key + "\"").getBytes(StandardCharsets.US_ASCII);
        int depth = 0;
        for (int at = start; at < text.length; at++) {
            switch (text[at]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return -1;
                    }
                }
                case '"' -> {
                    int value = depth == 1 && isAt(text, at, quoted)
                            ? valueAfter(text, at + quoted.length, bracket)
                            : -1;
                    if (value >= 0) {
                        return value;
                    }
                    at = stringEnd(text, at);
                }
                default -> {
                }
            }
        }
        return -1;
    }

    static boolean isAt(byte[] text, int at, byte[] part) {
        return at >= 0 && at + part.length <= text.length
                && Arrays.equals(text, at, at + part.length, part, 0, part.length);
    }

    /** Where a bracket opens after a colon; -1 where there is none. */
    private static int valueAfter(byte[] text, int from, char bracket) {
        int colon = skipBlanks(text, from);
        if (colon == text.length || text[colon] != ':') {
            return -1;
        }
        int value = skipBlanks(text, colon + 1);
        return value < text.length && text[value] == bracket ? value : -1;
    }

    private static int skipBlanks(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] >= 0 && text[at] <= ' ') {
            at++;
        }
        return at;
    }

    /** The end of an object or an array; -1 where its brackets do not match. */
    static int end(byte[] text, int start) {
        int depth = 0;
        for (int at = start; at < text.length; at++) {
            byte sign = text[at];
            if (sign == '"') {
                at = stringEnd(text, at);
            } else if (sign == '{' || sign == '[') {
                depth++;
            } else if (sign == '}' || sign == ']') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return -1;
    }

    /** Of the closing quote, or of the end of the text. */
    private static int stringEnd(byte[] text, int start) {
        int at = start + 1;
        while (at < text.length && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length);
    }

    /** A text with another in the place of one of its parts. */
    static byte[] replaced(byte[] text, int start, int end, byte[] part) {
        byte[] whole = Arrays.copyOf(text, start + part.length + text.length - end);
        System.arraycopy(part, 0, whole, start, part.length);
        System.arraycopy(text, end, whole, start + part.length, text.length - end);
        return whole;
    }
}
