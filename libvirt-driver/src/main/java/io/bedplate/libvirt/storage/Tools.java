package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs other programs: arguments as a list, no shell, a limit of time, and what they said in the failure's message. */
public final class Tools {
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");
    private static final int LONGEST_QUOTE = 400;

    private final Duration longest;
    private final List<String> folders;

    /**
     * A runner.
     *
     * @param longest a program that runs on for this long is killed
     */
    public Tools(Duration longest) {
        this(longest, FOLDERS);
    }

    /** As above, with the folders that programs are in. */
    public Tools(Duration longest, List<String> folders) {
        this.longest = longest;
        this.folders = List.copyOf(folders);
    }

    /** Where a program of the system is. */
    static Optional<Path> find(String program) {
        return find(FOLDERS, program);
    }

    private static Optional<Path> find(List<String> folders, String program) {
        return folders.stream().map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
    }

    void run(String program, String... arguments) {
        run(new byte[0], program, List.of(arguments));
    }

    /**
     * Runs a program to its end.
     *
     * @param input what it reads from its standard input
     * @throws StorageException if it is not installed, fails or takes too long
     */
    void run(byte[] input, String program, List<String> arguments) {
        var path = find(folders, program)
                .orElseThrow(() -> StorageException.notInstalled(program));
        var command = Stream.concat(Stream.of(path.toString()), arguments.stream()).toList();
        try {
            var said = Files.createTempFile("bedplate-", ".said");
            try {
                run(input, program, command, said);
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            throw new StorageException("%s could not be run: %s".formatted(program, e.getMessage()), e);
        }
    }

    private void run(byte[] input, String program, List<String> command, Path said) throws IOException {
        var builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        try {
            feed(process, input);
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                // Gone before its half-made file is removed.
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                throw new StorageException("%s did not end within %s".formatted(program, longest));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(program + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new StorageException(
                    "%s failed with status %d: %s".formatted(program, process.exitValue(), quoted(said)));
        }
    }

    private static void feed(Process process, byte[] input) throws IOException {
        try (var pipe = process.getOutputStream()) {
            pipe.write(input);
        } catch (IOException e) {
            // A program that ends without reading has its own words for why.
            if (input.length == 0) {
                throw e;
            }
        }
    }

    private static String quoted(Path said) throws IOException {
        try (var stream = Files.newInputStream(said)) {
            var text = new String(stream.readNBytes(LONGEST_QUOTE), StandardCharsets.UTF_8);
            return text.strip().replaceAll("[\\p{Cc}\\p{Cf}]+", " ");
        }
    }
}
