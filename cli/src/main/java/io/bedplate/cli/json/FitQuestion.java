package io.bedplate.cli.json;

import java.util.Set;
import java.util.TreeSet;

/**
 * One line of {@code fit --batch}.
 *
 * @param host    HOST as its own text, so that a host which many questions share need be read but once
 * @param request REQ
 */
public record FitQuestion(String host, JsonCursor request) {
    private static final Set<String> KEYS = new TreeSet<>(Set.of("host", "request"));

    /**
     * Takes a line apart.
     *
     * @param source names the line
     * @throws JsonInputException if it is no object of these two keys
     */
    public static FitQuestion read(String source, String line) {
        var span = HostSpan.find(line);
        return span.isPresent() ? read(source, line, span.get()) : readWhole(source, line);
    }

    private static FitQuestion read(String source, String line, HostSpan span) {
        var rest = object(source, line.substring(0, span.start()) + "{}" + line.substring(span.end()));
        return new FitQuestion(line.substring(span.start(), span.end()), rest.required("request"));
    }

    private static FitQuestion readWhole(String source, String line) {
        var json = object(source, line);
        var host = json.required("host");
        if (!host.node().isObject()) {
            throw host.wrong("an object");
        }
        return new FitQuestion(JsonTexts.line(host.node()), json.required("request"));
    }

    private static JsonCursor object(String source, String text) {
        var json = JsonTexts.object(source, text);
        json.onlyKeys(KEYS);
        return json;
    }
}
