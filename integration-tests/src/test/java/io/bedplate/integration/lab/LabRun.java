package io.bedplate.integration.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bedplate.integration.lab.Outcome.Status;

/**
 * A run of the tests inside a lab host that is up. An emulated processor that carries guests of its own is a thing few
 * use: now and then QEMU or the kernel on it gives up or hangs, whatever the tests do. What had not ended well by then is
 * run once more on a new lab host, and what it comes to there is the answer; but where more classes fail than one such
 * accident explains, the first answer is the last.
 */
final class LabRun {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(14);
    /** Longer than the run inside bears: what is silent for so long cannot even say that it hangs. */
    static final Duration LONGEST_SILENCE = InsideRun.LONGEST_SILENCE.plusMinutes(1);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(3);
    static final String JAVA = "/opt/jdk/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
            + "--enable-native-access=ALL-UNNAMED";
    private static final String NOTHING = "";
    /** Those of {@link #thenAcrossReboot} and of {@link LabPair}. */
    private static final String ELSEWHERE = ".*\\.((Before|After)Reboot|CrossHostMigration)Tests";
    private static final int MOST_OF_AN_ACCIDENT = 2;

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
            run.beginAnew("inside", scratch);
            var ended = run.endedWell();
            run.outcomes.removeIf(outcome -> !ended.contains(outcome.container()));
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
            run.beginAnew("reboot", scratch);
            run.outcomes.clear();
            run.crossReboot();
        }
        LabScript.order(LONGEST_STEP, "fetch", "/root/evidence", evidence.toString());
        return run;
    }

    private void crossReboot() {
        attempt(".*\\.BeforeRebootTests", NOTHING);
        if (end.status() == 0 && failed().isEmpty()) {
            end = LabReboot.withAHangingFirstBoot();
            said = end.said();
        }
        if (end.status() == 0 && failed().isEmpty()) {
            attempt(".*\\.AfterRebootTests", NOTHING);
        }
    }

    private boolean hasToRunAgain() {
        int failed = failed().size();
        return end.status() != 0 || (failed > 0 && failed <= MOST_OF_AN_ACCIDENT);
    }

    private Set<String> failed() {
        return outcomes.stream().filter(outcome -> outcome.status() == Status.FAILED).map(Outcome::container)
                .collect(Collectors.toSet());
    }

    private void beginAnew(String part, Path scratch) {
        keepFirstAnswer(evidence.resolve("first-" + part));
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
        end = LabScript.ask(Map.of(), LONGEST_RUN, LONGEST_SILENCE, "ssh",
                "mkdir -p /root/evidence && cd /root && %s -cp '%s' %s '%s' '%s' 2> /root/evidence/log"
                        .formatted(JAVA, classPath, InsideRun.class.getName(), classes, leftOut));
        end.outcomes().forEach(outcomes::add);
    }

    /** The classes that ran whole, and well; where the run was cut off, the last one may have had more to say. */
    private List<String> endedWell() {
        var names = outcomes.stream().map(Outcome::container).distinct().toList();
        int whole = end.status() == 0 ? names.size() : Math.max(0, names.size() - 1);
        var failed = failed();
        return names.subList(0, whole).stream().filter(name -> !failed.contains(name)).toList();
    }

    /** What is going to be run again must not be forgotten: it is shown, and kept with what the lab host left. */
    private void keepFirstAnswer(Path folder) {
        var failures = outcomes.stream().filter(outcome -> outcome.status() == Status.FAILED)
                .map(outcome -> "%s.%s: %s".formatted(outcome.container(), outcome.name(), outcome.detail()))
                .collect(Collectors.joining("\n"));
        var last = Outcome.find(end.lastLine()).map(Outcome::name).orElse(end.lastLine());
        var answer = "status %d after %s%n%s%n".formatted(end.status(), last, failures);
        System.out.println("once more on a new lab host, for the first one came to " + answer);
        LabScript.ask(LONGEST_STEP, "fetch", "/root/evidence", folder.toString());
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("answer"), answer + LabScript.ask(LONGEST_STEP, "status").said());
            for (var log : List.of("console", "qemu.log")) {
                if (Files.exists(LabScript.RUN.resolve(log))) {
                    Files.copy(LabScript.RUN.resolve(log), folder.resolve("lab." + log),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
