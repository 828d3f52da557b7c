package io.bedplate.integration.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of the tests inside a lab host that is up. An emulated processor that carries guests of its own is a thing few
 * use: now and then QEMU or the kernel on it gives up, whatever the tests do. What had not ended by then is run once more
 * on a new lab host; a second end of that kind is the answer.
 */
final class LabRun {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(14);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(3);
    static final String JAVA = "/opt/jdk/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
            + "--enable-native-access=ALL-UNNAMED";
    private static final String NOTHING = "";
    /** Those of {@link #thenAcrossReboot} and of {@link LabPair}. */
    private static final String ELSEWHERE = ".*\\.((Before|After)Reboot|CrossHostMigration)Tests";

    private final Path evidence;
    private final List<Outcome> outcomes = new ArrayList<>();
    private String classPath = NOTHING;
    private String said = NOTHING;
    private LabScript.Answer end = new LabScript.Answer(0, "");

    private LabRun(Path evidence) {
        this.evidence = evidence;
    }

    /**
     * Runs the tests and brings back what they left.
     *
     * @param scratch  an empty folder
     * @param evidence where the guests' consoles and the logs go
     * @param classes  a regular expression for the names of the test classes
     */
    static LabRun of(Path scratch, Path evidence, String classes) {
        var run = new LabRun(evidence);
        run.push(scratch);
        run.attempt(classes, ELSEWHERE);
        if (run.hasToRunAgain()) {
            var ended = run.ended();
            run.outcomes.removeIf(outcome -> !ended.contains(outcome.container()));
            run.beginAnew(scratch);
            run.attempt(classes,
                    Stream.concat(Stream.of(ELSEWHERE), ended.stream().map(name -> ".*\\." + Pattern.quote(name)))
                            .collect(Collectors.joining("|")));
        }
        LabScript.order(LONGEST_STEP, "fetch", "/root/evidence", evidence.toString());
        return run;
    }

    /**
     * Runs, on the same lab host, what belongs before and after a reboot, and has it reboot in between.
     *
     * @param scratch as above
     */
    LabRun thenAcrossReboot(Path scratch) {
        var run = new LabRun(evidence);
        run.classPath = classPath;
        run.crossReboot();
        if (run.hasToRunAgain()) {
            run.outcomes.clear();
            run.beginAnew(scratch);
            run.crossReboot();
        }
        LabScript.order(LONGEST_STEP, "fetch", "/root/evidence", evidence.toString());
        return run;
    }

    private void crossReboot() {
        attempt(".*\\.BeforeRebootTests", NOTHING);
        if (end.status() == 0) {
            end = LabReboot.withAHangingFirstBoot();
            said = end.said();
        }
        if (end.status() == 0) {
            attempt(".*\\.AfterRebootTests", NOTHING);
        }
    }

    private boolean hasToRunAgain() {
        return end.status() != 0 && LabScript.hasEndedByItself();
    }

    private void beginAnew(Path scratch) {
        keepLastWords();
        LabScript.order(LONGEST_STEP, "down");
        LabScript.order(LONGEST_STEP, "up");
        push(scratch);
    }

    /** How it came to its end. */
    LabScript.Answer end() {
        return end;
    }

    /** What the script said of the reboot. */
    String saidOfReboot() {
        return said;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    private void push(Path scratch) {
        var folder = scratch.resolve("class-path");
        var names = ClassPathFolder.fill(folder);
        LabScript.order(LONGEST_STEP, "push", folder.toString(), "/opt/tests");
        ClassPathFolder.remove(folder);
        classPath = names.stream().map(name -> "/opt/tests/" + name).collect(Collectors.joining(":"));
    }

    private void attempt(String classes, String leftOut) {
        end = LabScript.ask(LONGEST_RUN, "ssh",
                "mkdir -p /root/evidence && cd /root && %s -cp '%s' %s '%s' '%s' 2> /root/evidence/log"
                        .formatted(JAVA, classPath, InsideRun.class.getName(), classes, leftOut));
        end.said().lines().flatMap(line -> Outcome.find(line).stream()).forEach(outcomes::add);
    }

    /** The classes that ran whole; the one of the last outcome may have had more to say. */
    private List<String> ended() {
        var names = outcomes.stream().map(Outcome::container).distinct().toList();
        return names.subList(0, Math.max(0, names.size() - 1));
    }

    private void keepLastWords() {
        try {
            Files.createDirectories(evidence);
            for (var log : List.of("console", "qemu.log")) {
                Files.copy(LabScript.RUN.resolve(log), evidence.resolve("ended-by-itself." + log),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
