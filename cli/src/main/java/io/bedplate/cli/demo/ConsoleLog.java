package io.bedplate.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The file that receives a guest's serial console. */
record ConsoleLog(Path file) {
    private static final long LOOK_AGAIN_MILLIS = 500;

    /** The first line that holds {@code text}; empty when none came in time. */
    Optional<String> await(String text, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try (var watch = file.getFileSystem().newWatchService()) {
            file.toAbsolutePath().resolveSibling(".").register(watch, StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_CREATE);
            var line = find(text);
            while (line.isEmpty() && System.nanoTime() < end) {
                var key = watch.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
                line = find(text);
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<String> find(String text) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String said = Files.readString(file, StandardCharsets.ISO_8859_1);
        // The last line may still be coming; firmware paints with escape sequences in front of ours.
        return said.substring(0, said.lastIndexOf('\n') + 1).lines().filter(line -> line.contains(text))
                .map(line -> line.substring(line.indexOf(text))).findFirst();
    }

    /** The last line, for an account of what went wrong. */
    String lastLine() {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().filter(line -> !line.isBlank())
                    .reduce((_, last) -> last.strip()).orElse("nothing");
        } catch (IOException _) {
            return "nothing";
        }
    }
}
