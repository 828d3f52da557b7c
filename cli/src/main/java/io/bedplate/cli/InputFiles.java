package io.bedplate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.bedplate.cli.json.JsonCursor;
import io.bedplate.cli.json.JsonSource;
import io.bedplate.cli.json.JsonTexts;
import io.bedplate.libvirt.xml.XmlDocument;
import io.bedplate.libvirt.xml.XmlException;

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

    /**
     * Reads an XML document.
     *
     * @param name {@code -} is standard input
     * @throws BadInputException if it cannot be read, or is none
     */
    static XmlDocument xml(String name) {
        try {
            return XmlDocument.parse(name.equals("-")
                    ? System.in.readNBytes(XmlDocument.LONGEST + 1)
                    : bytes(Path.of(name), XmlDocument.LONGEST + 1));
        } catch (XmlException e) {
            throw new BadInputException(name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BadInputException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path file) {
        return bytes(file, Integer.MAX_VALUE);
    }

    private static byte[] bytes(Path file, int most) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + ": wanted a file, found a folder");
        }
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
