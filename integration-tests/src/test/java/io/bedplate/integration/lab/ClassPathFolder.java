package io.bedplate.integration.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This JVM's class path as a folder of links, to be carried to another machine whole. */
final class ClassPathFolder {
    private ClassPathFolder() {}

    /**
     * Makes the links.
     *
     * @param folder absent or empty
     * @return the names in the folder, in the order of the class path
     */
    static List<String> fill(Path folder) {
        var names = new ArrayList<String>();
        try {
            Files.createDirectories(folder);
            for (String element : System.getProperty("java.class.path").split(":", -1)) {
                var path = Path.of(element).toAbsolutePath();
                if (Files.exists(path) && !element.isEmpty()) {
                    String name = "%02d-%s".formatted(names.size(), path.getFileName());
                    Files.createSymbolicLink(folder.resolve(name), path);
                    names.add(name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** Removes the links. */
    static void remove(Path folder) {
        try (var links = Files.list(folder)) {
            for (var link : links.toList()) {
                Files.delete(link);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
