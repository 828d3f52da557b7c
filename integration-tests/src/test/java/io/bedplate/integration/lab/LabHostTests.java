package io.bedplate.integration.lab;

import java.io.IOException;
import java.nio.file.Files;
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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import io.bedplate.integration.lab.Outcome.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * The tests of {@link io.bedplate.integration.lab.inside}, run on a lab host. A machine that can carry one has no excuse:
 * only where {@code lab check} says that it cannot, all this is skipped, with the reason.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LabHostTests {
    /** For the first time, with downloads; later runs need some seconds. */
    private static final Duration LONGEST_START = Duration.ofMinutes(20);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(3);
    /** What tests have noted down, and the logs. */
    private static final Path EVIDENCE = Path.of("target", "lab-evidence");

    private static final String CLASSES = System.getProperty("bedplate.lab.tests", ".*Tests");

    @TempDir
    Path scratch;

    private List<String> before = LabRemains.now();

    @BeforeAll
    void aLabHostIsUp() {
        assumeFalse("off".equals(System.getProperty("bedplate.lab")), "left out by --no-lab");
        var check = LabScript.ask(LONGEST_STEP, "check");
        assumeFalse(check.status() == LabScript.SKIPPED, check.lastLine());
        // One that a killed run has left.
        LabScript.order(LONGEST_STEP, "down");
        LabPair.down();
        // Less what such a one had.
        before = LabRemains.now();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            LabScript.ask(LONGEST_STEP, "down");
            LabPair.down();
        }));
        LabScript.order(LONGEST_START, "up");
    }

    @AfterAll
    void nothingOfItIsLeft() {
        var end = LabScript.ask(LONGEST_STEP, "down");
        LabPair.down();
        assertThat(end.status()).as(end.said()).isZero();
        assertThat(LabRemains.filesOfRun()).isEmpty();
        assertThat(LabRemains.now()).isSubsetOf(before);
    }

    @TestFactory
    @Order(1)
    Stream<DynamicNode> whatRunsInside() {
        var run = LabRun.of(scratch, EVIDENCE, CLASSES);
        return Stream.concat(nodes(run), acrossReboot(run));
    }

    /** Left out where only classes are wanted that have nothing to do with it. */
    private Stream<DynamicNode> acrossReboot(LabRun former) {
        if (!"AfterRebootTests".matches(CLASSES)) {
            return Stream.empty();
        }
        var run = former.thenAcrossReboot(scratch);
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest("a boot that hangs is given up and followed by another",
                        () -> assertThat(run.saidOfReboot()).containsOnlyOnce("the boot was given up"))),
                nodes(run));
    }

    /** The first run has ended by now; the second finds all it needs in the cache, and has nothing to unpack. */
    @Test
    @Order(2)
    void aSecondRunLeavesNothingEither() throws IOException {
        nothingOfItIsLeft();
        var temporary = Files.createDirectory(scratch.resolve("temporary"));
        LabScript.orderWith(temporary, LONGEST_STEP, "up");
        LabScript.orderWith(temporary, LONGEST_STEP, "ssh", "true");
        assertThat(LabScript.processes()).isNotEmpty();
        LabScript.orderWith(temporary, LONGEST_STEP, "down");
        assertThat(LabRemains.filesBelow(temporary)).isEmpty();
        nothingOfItIsLeft();
    }

    @TestFactory
    @Order(3)
    Stream<DynamicNode> whatRunsOnTwoLabHostsAtOnce() {
        if (!"CrossHostMigrationTests".matches(CLASSES)) {
            return Stream.empty();
        }
        var end = LabPair.run(scratch, EVIDENCE);
        return nodes(end, end.outcomes().toList());
    }

    private static Stream<DynamicNode> nodes(LabRun run) {
        return nodes(run.end(), run.outcomes());
    }

    private static Stream<DynamicNode> nodes(LabScript.Answer end, List<Outcome> outcomes) {
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest("the run ends whole",
                        () -> assertThat(end.status()).as(end.said()).isZero()),
                        DynamicTest.dynamicTest("there is something to run",
                                () -> assertThat(outcomes).isNotEmpty())),
                containers(outcomes));
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
