package io.bedplate.cli;

import java.nio.file.Path;
import java.util.List;

import io.bedplate.cli.json.JsonCursor;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON list of extra specs. A value is text; a number or a boolean is taken as its JSON text ({@code 2},
 * {@code true}), since that is how an API client that forgets the quotation marks means it. Other fields are kept.
 */
final class ExtraSpecCases {

    /** One entry, and the object it was read from. */
    record Case(String name, String value, ObjectNode json) {}

    private ExtraSpecCases() {}

    /**
     * Reads the whole list.
     *
     * @throws BadInputException                          if the file cannot be read
     * @throws io.bedplate.cli.json.JsonInputException if it holds something else; names line and key
     */
    static List<Case> read(Path file) {
        return InputFiles.list(file).elements().stream().map(ExtraSpecCases::entry).toList();
    }

    private static Case entry(JsonCursor json) {
        return new Case(json.required("name").text(), json.required("value").asText(), json.object());
    }
}
