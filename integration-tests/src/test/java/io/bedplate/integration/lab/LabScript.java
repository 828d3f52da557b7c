package io.bedplate.integration.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.bedplate.host.files.HostFiles;

/** The script {@code integration-tests/lab/lab}, with a lab host of the tests' own. */
final class LabScript {
    /** Its exit status where the machine cannot carry a lab host. */
    static final int SKIPPED = 77;
    private static final Path SCRIPT = Path.of("lab", "lab").toAbsolutePath();

    static final Path CACHE = Path.of("..", ".bedplate", "lab").toAbsolutePath().normalize();
    /** Where the script keeps what its lab host needs while it is up. */
    static final Path RUN = CACHE.resolve("tests");

    private LabScript() {}

    /** What a call came to; {@code said} is its output and errors. */
    record Answer(int status, String said) {
        /** The last line, where a script says why it gave up. */
        String lastLine() {
            return said.strip().lines().reduce((_, last) -> last).orElse("it said nothing");
        }

        /** Of the tests that it ran. */
        Stream<Outcome> outcomes() {
            return said.lines().flatMap(line -> Outcome.find(line).stream());
        }
    }

    /** Processes that work in the cache: lab hosts, above all. */
    static List<String> processes() {
        return ProcessHandle.allProcesses().filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> HostFiles.real().read("proc/" + process.pid() + "/cmdline").orElse(""))
                .filter(command -> command.contains(CACHE + "/")).toList();
    }

    /** Whether a lab host runs and the script knows where to reach it. */
    static boolean isReachable() {
        return Files.exists(RUN.resolve("port"));
    }

    /** A call that may fail. */
    static Answer ask(Duration longest, String... arguments) {
        return ask(Map.of(), longest, arguments);
    }

    /** A call with other settings than those of the one lab host; see the script. */
    static Answer ask(Map<String, String> environment, Duration longest, String... arguments) {
        return ask(environment, longest, longest, arguments);
    }

    /** The same, given up, too, when it has said nothing for so long. */
    static Answer ask(Map<String, String> environment, Duration longest, Duration longestSilence, String... arguments) {
        var command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BEDPLATE_LAB_RUN", RUN.getFileName().toString());
        builder.environment().put("BEDPLATE_LAB_JDK", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            return run(builder, longest, longestSilence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the lab host", e);
        }
    }

    private static Answer run(ProcessBuilder builder, Duration longest, Duration longestSilence)
            throws IOException, InterruptedException {
        var said = Path.of("target",
                "lab-%s-%s.log".formatted(builder.environment().get("BEDPLATE_LAB_RUN"), builder.command().get(1)));
        var process = builder.redirectOutput(said.toFile()).start();
        process.getOutputStream().close();
        long startedNanos = System.nanoTime();
        while (!process.waitFor(1, TimeUnit.SECONDS)) {
            boolean isLate = System.nanoTime() - startedNanos > longest.toNanos();
            if (isLate || silence(said).compareTo(longestSilence) > 0) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroyForcibly().waitFor();
                return new Answer(-1, "%s%n%s %s".formatted(Files.readString(said), String.join(" ", builder.command()),
                        isLate ? "did not end within " + longest : "said nothing for " + longestSilence));
            }
        }
        return new Answer(process.exitValue(), Files.readString(said));
    }

    private static Duration silence(Path said) throws IOException {
        return Duration.between(Files.getLastModifiedTime(said).toInstant(), Instant.now());
    }

    /** A call that must not fail. */
    static void order(Duration longest, String... arguments) {
        require(ask(longest, arguments), arguments);
    }

    /** The same, with a folder for temporary files. */
    static void orderWith(Path temporary, Duration longest, String... arguments) {
        require(ask(Map.of("TMPDIR", temporary.toString()), longest, arguments), arguments);
    }

    static void require(Answer answer, String... arguments) {
        if (answer.status() != 0) {
            throw new AssertionError("lab %s ended with status %d: %s".formatted(String.join(" ", arguments),
                    answer.status(), answer.lastLine()));
        }
    }
}
