package io.bedplate.agent.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The dashboard and the alert rules name what is exported, and nothing else. */
final class TelemetryFilesTests {
    private static final Path FOLDER = Path.of("..", "docs", "telemetry");
    private static final Path RULES = FOLDER.resolve("bedplate-alerts.yaml");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern NAME = Pattern.compile("\\bbedplate_\\w+");
    private static final Pattern EXPRESSION = Pattern.compile("^( +)expr: (?:>-\\R((?:\\1 +.*\\R)+)|(.*)\\R)",
            Pattern.MULTILINE);
    private static final Pattern ALERT = Pattern.compile("^ +- alert: Bedplate\\w+$", Pattern.MULTILINE);

    private static Set<String> exported() {
        return Stream.of(Metric.values()).flatMap(metric -> metric.type() == Metric.Type.HISTOGRAM
                ? Stream.of("_bucket", "_sum", "_count").map(metric.sampleName()::concat)
                : Stream.of(metric.sampleName())).collect(Collectors.toSet());
    }

    private static Set<String> names(String expression) {
        return NAME.matcher(expression).results().map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static JsonNode dashboard() {
        return new JsonMapper().readTree(FOLDER.resolve("bedplate-dashboard.json").toFile());
    }

    @Test
    void everyPanelShowsWhatIsExported() {
        var panels = dashboard().get("panels").valueStream()
                .filter(panel -> !panel.get("type").asString().equals("row"))
                .toList();
        assertThat(panels).hasSizeGreaterThan(10).allSatisfy(panel -> assertThat(panel.get("targets").valueStream())
                .isNotEmpty().allSatisfy(target -> {
                    var expression = target.get("expr").asString();
                    assertThat(names(expression)).isNotEmpty().isSubsetOf(exported());
                    requireBalanced(expression);
                }));
        assertThat(panels.stream().map(panel -> panel.get("id").asInt()).toList()).doesNotHaveDuplicates();
    }

    @Test
    void everyRuleAsksForWhatIsExported() throws IOException {
        var text = Files.readString(RULES);
        var expressions = EXPRESSION.matcher(text).results()
                .map(found -> Optional.ofNullable(found.group(2)).orElse(found.group(3))).toList();
        assertThat(expressions).hasSize((int) ALERT.matcher(text).results().count()).hasSizeGreaterThan(5)
                .allSatisfy(expression -> {
                    assertThat(names(expression)).isNotEmpty().isSubsetOf(exported());
                    requireBalanced(expression);
                });
    }

    private static void requireBalanced(String expression) {
        for (var pair : List.of("()", "{}", "[]")) {
            assertThat(expression.chars().filter(c -> c == pair.charAt(0)).count()).as(pair + " in " + expression)
                    .isEqualTo(expression.chars().filter(c -> c == pair.charAt(1)).count());
        }
    }

    @Test
    void prometheusItselfTakesTheRules() throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "no promtool on this machine (Debian: prometheus)");
        var check = new ProcessBuilder(PROMTOOL.toString(), "check", "rules", RULES.toString()).inheritIO().start();
        assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).isZero();
    }
}
