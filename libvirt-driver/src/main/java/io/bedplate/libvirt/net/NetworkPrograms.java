package io.bedplate.libvirt.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs small programs of the host in the network that libvirt's guests are in, each with an end. */
public final class NetworkPrograms {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<String> before;

    /** @param namespace file of the network namespace (namespaces(7)); empty = ours */
    public NetworkPrograms(Optional<String> namespace) {
        before = namespace.map(file -> List.of("nsenter", "--net=" + file)).orElse(List.of());
    }

    /** What became of a program. */
    public sealed interface Outcome {
        /** It ended; {@code said} is all it wrote, without blanks around it. */
        record Ended(int status, String said) implements Outcome {}

        /** It is not there, or could not be run. */
        record NotRun(String why) implements Outcome {}
    }

    /** Runs a program; one that does not end is killed. */
    public Outcome run(List<String> command) {
        var whole = new ArrayList<>(before);
        whole.addAll(command);
        try {
            var process = new ProcessBuilder(whole).redirectErrorStream(true).start();
            CompletableFuture.delayedExecutor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(process::destroyForcibly);
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Outcome.Ended(process.waitFor(), said);
        } catch (IOException e) {
            return new Outcome.NotRun(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome.NotRun("interrupted");
        }
    }

    /** Removes a network device; empty when it is gone, else why it is not. */
    public Optional<String> deleteDevice(String device) {
        return switch (run(List.of("ip", "link", "delete", "dev", device))) {
            case Outcome.Ended(int status, var said) -> status == 0 ? Optional.empty() : Optional.of(said);
            case Outcome.NotRun(var why) -> Optional.of(why);
        };
    }
}
