package io.bedplate.virt.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a guest has said so far. */
record Console(Path file, String printed) {

    String text() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the guest has said its text, which it does once per boot. */
    int boots() {
        int boots = 0;
        var text = text();
        for (int at = text.indexOf(printed); at >= 0; at = text.indexOf(printed, at + 1)) {
            boots++;
        }
        return boots;
    }
}
