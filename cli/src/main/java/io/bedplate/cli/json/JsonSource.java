package io.bedplate.cli.json;

/**
 * What a JSON text was read from, for complaints.
 *
 * @param name   of a file, or {@code line 7} of a batch
 * @param isLine whether the text is a line, so that the column alone says where in it something is
 */
public record JsonSource(String name, boolean isLine) {

    public static JsonSource file(String name) {
        return new JsonSource(name, false);
    }

    /** A line of a batch, counted from 1. */
    public static JsonSource line(int number) {
        return new JsonSource("line " + number, true);
    }

    /** {@code host.json: line 3, column 5} or {@code line 7, column 5}; both from 1. */
    String place(int line, int column) {
        return isLine
                ? "%s, column %d".formatted(name, column)
                : "%s: line %d, column %d".formatted(name, line, column);
    }
}
