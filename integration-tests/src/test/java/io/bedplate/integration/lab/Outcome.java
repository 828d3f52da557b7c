package io.bedplate.integration.lab;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How one test on the lab host ended. Travels as a line of text.
 *
 * @param container the test class's simple name
 * @param detail    a stack trace, or why it was skipped; else empty
 */
record Outcome(String container, String name, Status status, long millis, String detail) {
    private static final String SEPARATOR = "\t";
    private static final String END = "that is all";
    private static final int FIELDS = 6;

    /** How it ended. */
    enum Status {
        SUCCESSFUL, FAILED, SKIPPED
    }

    String line() {
        return List.of(container, name, status.name(), Long.toString(millis), detail, END).stream()
                .map(Outcome::escaped).collect(Collectors.joining(SEPARATOR));
    }

    /** What a line says; other programs speak too, and what is killed says half a line. */
    static Optional<Outcome> find(String line) {
        var fields = line.split(SEPARATOR, -1);
        return fields.length == FIELDS && fields[FIELDS - 1].equals(END)
                ? Optional.of(new Outcome(plain(fields[0]), plain(fields[1]), Status.valueOf(fields[2]),
                        Long.parseLong(fields[3]), plain(fields[4])))
                : Optional.empty();
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\t", "%09").replace("\n", "%0a").replace("\r", "%0d");
    }

    private static String plain(String text) {
        return text.replace("%0d", "\r").replace("%0a", "\n").replace("%09", "\t").replace("%25", "%");
    }
}
