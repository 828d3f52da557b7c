package io.bedplate.integration.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.integration.lab.Outcome.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * The tests of {@link io.bedplate.integration.lab.inside}, run on a lab host. A machine that can carry one has no excuse:
 * only where {@code lab check} says that it cannot, all this is skipped, with the reason.
 */
final class LabHostTests {
    /** For the first time, with downloads; later runs need some seconds. */
    private static final Duration LONGEST_START = Duration.ofMinutes(20);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(3);
    /** What tests have noted down, and the logs. */
    private static final Path EVIDENCE = Path.of("target", "lab-evidence");

    @TempDir
    private static Path scratch;

    @BeforeAll
    static void aLabHostIsUp() {
        assumeFalse("off".equals(System.getProperty("bedplate.lab")), "left out by --no-lab");
        var check = LabScript.ask(LONGEST_STEP, "check");
        assumeFalse(check.status() == LabScript.SKIPPED, check.lastLine());
        // One that a killed run has left.
        LabScript.order(LONGEST_STEP, "down");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LabScript.ask(LONGEST_STEP, "down")));
        LabScript.order(LONGEST_START, "up");
    }

    @AfterAll
    static void nothingOfItIsLeft() {
        var end = LabScript.ask(LONGEST_STEP, "down");
        assertThat(end.status()).as(end.said()).isZero();
        assertThat(LabScript.processes()).isEmpty();
        assertThat(LabScript.RUN).satisfiesAnyOf(run -> assertThat(run).doesNotExist(),
                run -> assertThat(run).isDirectoryNotContaining(file -> !file.endsWith("lock")));
    }

    @TestFactory
    Stream<DynamicNode> whatRunsInside() {
        var run = LabRun.of(scratch, EVIDENCE, System.getProperty("bedplate.lab.tests", ".*Tests"));
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest("the run ends whole",
                        () -> assertThat(run.end().status()).as(run.end().said()).isZero()),
                        DynamicTest.dynamicTest("there is something to run",
                                () -> assertThat(run.outcomes()).isNotEmpty())),
                containers(run.outcomes()));
    }

    private static Stream<DynamicNode> containers(List<Outcome> outcomes) {
        return outcomes.stream().collect(Collectors.groupingBy(Outcome::container, TreeMap::new, Collectors.toList()))
                .entrySet().stream().map(entry -> DynamicContainer.dynamicContainer(entry.getKey(),
                        entry.getValue().stream().map(LabHostTests::test)));
    }

    private static DynamicTest test(Outcome outcome) {
        return DynamicTest.dynamicTest("%s (%.1f s inside)".formatted(outcome.name(), outcome.millis() / 1000.0),
                () -> {
                    if (outcome.status() != Status.SUCCESSFUL) {
                        fail("%s on the lab host: %s".formatted(outcome.status(), outcome.detail()));
                    }
                });
    }
}
