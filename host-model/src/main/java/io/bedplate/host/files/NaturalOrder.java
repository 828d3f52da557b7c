package io.bedplate.host.files;

import java.util.Comparator;

/** Orders names so that {@code cpu2} stands before {@code cpu10}. */
public final class NaturalOrder {
    public static final Comparator<String> OF_NAMES = NaturalOrder::compare;

    private NaturalOrder() {}

    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endOfA = endOfRun(a, i);
            int endOfB = endOfRun(b, j);
            int order = compareRuns(a.substring(i, endOfA), b.substring(j, endOfB));
            if (order != 0) {
                return order;
            }
            i = endOfA;
            j = endOfB;
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    /** A run is a stretch of digits, or one other character. */
    private static int endOfRun(String s, int from) {
        int end = from;
        while (end < s.length() && isDigit(s.charAt(end))) {
            end++;
        }
        return Math.max(end, from + 1);
    }

    private static int compareRuns(String a, String b) {
        if (!isDigit(a.charAt(0)) || !isDigit(b.charAt(0))) {
            return a.compareTo(b);
        }
        int zerosOfA = leadingZeros(a);
        int zerosOfB = leadingZeros(b);
        int order = Integer.compare(a.length() - zerosOfA, b.length() - zerosOfB);
        return order != 0 ? order : a.substring(zerosOfA).compareTo(b.substring(zerosOfB));
    }

    private static int leadingZeros(String digits) {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
