package io.bedplate.agent.metrics;

/**
 * Labels of a sample, as they are written.
 *
 * @param text empty, or from brace to brace
 */
record Labels(String text) {
    static final Labels NONE = new Labels("");

    static Labels of(String name, String value) {
        return NONE.and(name, value);
    }

    static Labels of(String name, long value) {
        return of(name, Long.toString(value));
    }

    Labels and(String name, long value) {
        return and(name, Long.toString(value));
    }

    /** One more; the value may be any text. */
    Labels and(String name, String value) {
        var next = new StringBuilder(text.length() + name.length() + value.length() + 8);
        if (text.isEmpty()) {
            next.append('{');
        } else {
            next.append(text, 0, text.length() - 1).append(',');
        }
        next.append(name).append("=\"");
        escape(value, next);
        return new Labels(next.append("\"}").toString());
    }

    /** As both formats lay down: backslash, quotation mark and line feed. */
    private static void escape(String value, StringBuilder to) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '"' -> to.append("\\\"");
                case '\n' -> to.append("\\n");
                default -> to.append(c);
            }
        }
    }
}
