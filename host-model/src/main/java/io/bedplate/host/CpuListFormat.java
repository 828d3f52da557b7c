package io.bedplate.host;

/** The kernel's CPU list format, both ways. */
final class CpuListFormat {
    private CpuListFormat() {}

    static CpuSet parse(String list) {
        var set = CpuSet.empty();
        if (list.isBlank()) {
            return set;
        }
        for (String part : list.split(",", -1)) {
            set = set.or(parsePart(list, part.strip()));
        }
        return set;
    }

    private static CpuSet parsePart(String list, String part) {
        int dash = part.indexOf('-');
        int first = number(list, dash < 0 ? part : part.substring(0, dash));
        int last = dash < 0 ? first : number(list, part.substring(dash + 1));
        if (last < first) {
            throw new IllegalArgumentException("CPU list \"%s\": range \"%s\" runs backwards".formatted(list, part));
        }
        return CpuSet.range(first, last);
    }

    private static int number(String list, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) >= CpuSet.LIMIT) {
            throw new IllegalArgumentException(
                    "CPU list \"%s\": wanted a number below %d, found \"%s\"".formatted(list, CpuSet.LIMIT, text));
        }
        return Integer.parseInt(text);
    }

    static String format(CpuSet set) {
        var text = new StringBuilder();
        int first = set.first();
        while (first >= 0) {
            int last = first;
            while (set.contains(last + 1)) {
                last++;
            }
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                text.append('-').append(last);
            }
            first = set.next(last + 1);
        }
        return text.toString();
    }
}
