package io.bedplate.host.files;

import java.util.Map;
import java.util.TreeMap;

import io.bedplate.host.files.HostTree.Entry;

/** The text form of a {@link HostTree}. */
final class HostTreeText {
    private static final String INDENT = "    ";

    private HostTreeText() {}

    static HostTree parse(String text) {
        var entries = new TreeMap<String, Entry>();
        var open = "";
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith(INDENT) && !open.isEmpty()) {
                entries.merge(open, new Entry.Text(line.substring(INDENT.length())), HostTreeText::joined);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                open = entry(entries, number, line);
            }
        }
        return new HostTree(entries);
    }

    private static Entry joined(Entry before, Entry line) {
        return before instanceof Entry.Text(String first) && line instanceof Entry.Text(String next)
                ? new Entry.Text(first + "\n" + next)
                : line;
    }

    /** Returns the path whose lines follow, or nothing. */
    private static String entry(Map<String, Entry> entries, int number, String line) {
        int end = line.indexOf(' ');
        String path = end < 0 ? line : line.substring(0, end);
        String rest = end < 0 ? "" : line.substring(end).strip();
        if (!path.startsWith("/") || path.length() < 2) {
            throw new IllegalArgumentException("line %d: wanted a path from /, found \"%s\"".formatted(number, line));
        }
        String name = path.substring(1);
        if (rest.startsWith("->")) {
            entries.put(name, new Entry.Link(rest.substring(2).strip()));
        } else if (rest.startsWith("=")) {
            entries.put(name, new Entry.Text(rest.substring(1).strip()));
        } else if (rest.isEmpty() && name.endsWith("/")) {
            entries.put(name.substring(0, name.length() - 1), new Entry.Folder());
        } else if (rest.isEmpty() && name.endsWith(":")) {
            entries.remove(name.substring(0, name.length() - 1));
            return name.substring(0, name.length() - 1);
        } else {
            throw new IllegalArgumentException(
                    "line %d: wanted \"=\", \"->\", \"/\" or \":\" after the path, found \"%s\"".formatted(number,
                            line));
        }
        return "";
    }
}
