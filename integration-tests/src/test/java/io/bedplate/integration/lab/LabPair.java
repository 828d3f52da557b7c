package io.bedplate.integration.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.bedplate.integration.lab.Outcome.Status;

/** Two small lab hosts on one cable. The tests run on the left one; on the right one is an agent that takes guests in. */
final class LabPair {
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(3);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(12);
    private static final String TOPOLOGY = "1 cell, 3 cores, memory 2G, 2M:256, cards 0";
    private static final String PACKAGE = InsideRun.class.getPackageName() + ".inside.";

    /** A lab host of the two; its number is that of its address. */
    private enum Side {
        LEFT(1), RIGHT(2);

        private final int number;

        Side(int number) {
            this.number = number;
        }

        private Map<String, String> environment() {
            return Map.of("BEDPLATE_LAB_RUN", name(), "BEDPLATE_LAB_PEER", (this == LEFT ? RIGHT : LEFT).name());
        }

        LabScript.Answer ask(Duration longest, String... arguments) {
            return LabScript.ask(environment(), longest, arguments);
        }

        void order(Duration longest, String... arguments) {
            LabScript.require(ask(longest, arguments), arguments);
        }
    }

    private LabPair() {}

    /** Runs the tests of two hosts; once more, on new ones, where that fails, as in {@link LabRun}. */
    static LabScript.Answer run(Path scratch, Path evidence) {
        var answer = attempt(scratch.resolve("first"));
        if (hasFailed(answer)) {
            System.out.println("once more on two new lab hosts, for the first ones came to " + answer);
            fetch(evidence.resolve("first-pair"));
            down();
            answer = attempt(scratch.resolve("second"));
        }
        fetch(evidence);
        return answer;
    }

    private static boolean hasFailed(LabScript.Answer answer) {
        return answer.status() != 0 || answer.outcomes().anyMatch(outcome -> outcome.status() == Status.FAILED);
    }

    /** As far as there is something to fetch. */
    private static void fetch(Path evidence) {
        for (var side : Side.values()) {
            side.ask(LONGEST_STEP, "fetch", "/root/evidence", evidence.resolve(side.name()).toString());
        }
    }

    private static LabScript.Answer attempt(Path folder) {
        var names = ClassPathFolder.fill(folder);
        try {
            for (var side : Side.values()) {
                side.order(LONGEST_START, "up", "--topology", TOPOLOGY);
                side.order(LONGEST_STEP, "join", Integer.toString(side.number));
                side.order(LONGEST_STEP, "push", folder.toString(), "/opt/tests");
            }
        } catch (AssertionError e) {
            return new LabScript.Answer(-1, String.valueOf(e.getMessage()));
        } finally {
            ClassPathFolder.remove(folder);
        }
        return run(names);
    }

    private static LabScript.Answer run(List<String> names) {
        var right = CompletableFuture.supplyAsync(
                () -> Side.RIGHT.ask(LONGEST_RUN, "ssh", java(names, PACKAGE + "FarHost", "far-log")));
        var left = LabScript.ask(Side.LEFT.environment(), LONGEST_RUN, LabRun.LONGEST_SILENCE, "ssh",
                java(names, InsideRun.class.getName() + " '.*\\.CrossHostMigrationTests' ''", "log"));
        if (left.status() != 0) {
            // Nobody tells the right one that it is over.
            Side.RIGHT.ask(LONGEST_STEP, "ssh", "pkill java");
        }
        right.join();
        return left;
    }

    private static String java(List<String> classPath, String program, String log) {
        return "mkdir -p /root/evidence && cd /root && %s -cp '%s' %s 2> /root/evidence/%s".formatted(LabRun.JAVA,
                classPath.stream().map(name -> "/opt/tests/" + name).collect(Collectors.joining(":")), program, log);
    }

    /** Ends both. */
    static void down() {
        for (var side : Side.values()) {
            side.order(LONGEST_STEP, "down");
        }
    }
}
