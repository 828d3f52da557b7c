package io.bedplate.nfv.extraspecs;

/**
 * The shapes of free text that extra specs take. Each is scanned once from left to right: Nova's own patterns
 * ({@link #pattern}) backtrack without bound on hostile text.
 */
public enum TextShape {
    /** Anything. */
    ANY(".*", "any text"),
    /** vCPUs: numbers, ranges, and {@code ^} before what is left out. */
    CPU_LIST("\\^?\\d+((-\\d+)?(,\\^?\\d+(-\\d+)?)?)*", "vCPUs such as 0-3,6 or ^0-1"),
    /** A word or a size with unit; a bare number is KiB. */
    PAGE_SIZE("large|small|any|\\d+([kKMGT]i?)?(b|bit|B)?", "large, small, any or a size such as 2048, 2MB or 1GiB"),
    /** Names with commas between. */
    LABELS("([a-zA-Z0-9_]+(,)?)+", "labels with commas between"),
    /** Alias and count, with commas between. */
    ALIASES("[^:]+:\\d+(\\s*,\\s*[^:]+:\\d+)*", "alias:count with commas between"),
    /** Words with blanks between; for operators of host filters. */
    FILTER(".*", "text, or an operator (=, ==, !=, >=, <=, s==, s!=, s<, s<=, s>, s>=, <in>, <all-in>, <or>) and text");

    private final String pattern;
    private final String wanted;

    TextShape(String pattern, String wanted) {
        this.pattern = pattern;
        this.wanted = wanted;
    }

    /** Nova's regular expression for the whole value, as documentation. */
    public String pattern() {
        return pattern;
    }

    /** What to write, for people. */
    public String wanted() {
        return wanted;
    }

    public boolean matches(String text) {
        return switch (this) {
            case ANY, FILTER -> true;
            case CPU_LIST -> isCpuList(text);
            case PAGE_SIZE -> isPageSize(text);
            case LABELS -> isLabels(text);
            case ALIASES -> isAliases(text);
        };
    }

    private static boolean isCpuList(String text) {
        int at = Chars.isAt(text, 0, '^') ? 1 : 0;
        while (true) {
            int end = Chars.skipDigits(text, at);
            if (end == at) {
                return false;
            }
            if (end == text.length()) {
                return true;
            }
            boolean next = text.charAt(end) == ',';
            if (!next && text.charAt(end) != '-') {
                return false;
            }
            at = next && Chars.isAt(text, end + 1, '^') ? end + 2 : end + 1;
        }
    }

    private static boolean isPageSize(String text) {
        if (text.equals("large") || text.equals("small") || text.equals("any")) {
            return true;
        }
        int at = Chars.skipDigits(text, 0);
        if (at == 0) {
            return false;
        }
        if (at < text.length() && "kKMGT".indexOf(text.charAt(at)) >= 0) {
            at += Chars.isAt(text, at + 1, 'i') ? 2 : 1;
        }
        String unit = text.substring(at);
        return unit.isEmpty() || unit.equals("b") || unit.equals("bit") || unit.equals("B");
    }

    private static boolean isLabels(String text) {
        int at = 0;
        while (true) {
            int end = Chars.skipWord(text, at);
            if (end == at) {
                return at > 0 && at == text.length();
            }
            if (end == text.length()) {
                return true;
            }
            if (text.charAt(end) != ',') {
                return false;
            }
            at = end + 1;
        }
    }

    // An alias may hold commas and blanks, so only the colons tell where a count stands.
    private static boolean isAliases(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            return false;
        }
        while (true) {
            int end = Chars.skipDigits(text, colon + 1);
            if (end == colon + 1) {
                return false;
            }
            int comma = skipBlanks(text, end);
            if (comma == text.length()) {
                return end == comma;
            }
            colon = text.indexOf(':', comma);
            if (text.charAt(comma) != ',' || colon < 0 || colon == comma + 1) {
                return false;
            }
        }
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
