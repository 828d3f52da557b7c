package io.bedplate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.bedplate.cli.json.JsonCursor;
import io.bedplate.cli.json.JsonSource;
import io.bedplate.cli.json.JsonTexts;

/** Files that the command line names. */
final class InputFiles {
    private InputFiles() {}

    /**
     * Reads a file that holds one JSON object.
     *
     * @throws BadInputException                          if it cannot be read
     * @throws io.bedplate.cli.json.JsonInputException if it holds something else
     */
    static JsonCursor object(Path file) {
        var json = json(file);
        json.object();
        return json;
    }

    /** The same for a file that holds one JSON array. */
    static JsonCursor list(Path file) {
        var json = json(file);
        json.elements();
        return json;
    }

    private static JsonCursor json(Path file) {
        var source = JsonSource.file(file.toString());
        return JsonTexts.value(source, JsonTexts.utf8(source, bytes(file)));
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + ": wanted a file, found a folder");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
