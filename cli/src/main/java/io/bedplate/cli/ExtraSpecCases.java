package io.bedplate.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON list of extra specs. A value is text; a number or a boolean is taken as its JSON text ({@code 2},
 * {@code true}), since that is how an API client that forgets the quotation marks means it. Other fields are kept.
 */
final class ExtraSpecCases {
    private final Path file;
    private final JsonParser parser;

    /** One entry, and the object it was read from. */
    record Case(String name, String value, ObjectNode json) {}

    private ExtraSpecCases(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** Reads the whole list or throws {@link BadInputException} naming file, line and what was expected. */
    static List<Case> read(Path file) {
        try (var parser = JsonMapper.shared().createParser(file)) {
            return new ExtraSpecCases(file, parser).list();
        } catch (JacksonException e) {
            var location = e.getLocation();
            String line = location == null || location.getLineNr() < 1 ? "" : ":" + location.getLineNr();
            throw new BadInputException("%s%s: a JSON list of extra specs expected: %s".formatted(file, line,
                    e.getOriginalMessage()), e);
        }
    }

    private List<Case> list() {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw bad(parser.currentTokenLocation().getLineNr(), "a list [{\"name\": .., \"value\": ..}] expected");
        }
        var cases = new ArrayList<Case>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int line = parser.currentTokenLocation().getLineNr();
            JsonNode node = parser.readValueAsTree();
            cases.add(entry(line, node));
        }
        if (parser.nextToken() != null) {
            throw bad(parser.currentTokenLocation().getLineNr(), "nothing expected after the list");
        }
        return cases;
    }

    private Case entry(int line, JsonNode node) {
        if (!(node instanceof ObjectNode json)) {
            throw bad(line, "an object {\"name\": .., \"value\": ..} expected, found " + node);
        }
        var name = json.get("name");
        if (name == null || !name.isString()) {
            throw bad(line, "\"name\" expected to be a string, found " + name);
        }
        var value = json.get("value");
        if (value == null || !(value.isString() || value.isNumber() || value.isBoolean())) {
            throw bad(line, "\"value\" expected to be a string, found " + value);
        }
        return new Case(name.stringValue(), value.isString() ? value.stringValue() : value.toString(), json);
    }

    private BadInputException bad(int line, String expectation) {
        return new BadInputException("%s:%d: %s".formatted(file, Math.max(line, 1), expectation));
    }
}
