package io.bedplate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

final class ExtraSpecsCommandTests {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path dir;

    private int bedplate(String... args) {
        return Bedplate.execute(new PrintWriter(out), new PrintWriter(err), args);
    }

    private Path cases(String json) throws IOException {
        return Files.writeString(dir.resolve("cases.json"), json);
    }

    private JsonNode answer() {
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void answersTheListWithVerdicts() throws IOException {
        var file = cases("""
                [{"name": "hw:cpu_policy", "value": "dedicated", "id": 7, "why": "stale"},
                 {"name": "hw:cpu_polcy", "value": "dedicated"},
                 {"name": "hw:numa_nodes", "value": 2}, {"name": "hw:pmu", "value": true},
                 {"name": "hw:numa_nodes", "value": 2.5}]
                """);
        assertThat(bedplate("extra-specs", "check", file.toString())).isEqualTo(ExitStatus.ANSWERED);
        assertThat(answer()).isEqualTo(JsonMapper.shared().readTree(
                """
                        [{"name": "hw:cpu_policy", "value": "dedicated", "id": 7, "accept": true},
                         {"name": "hw:cpu_polcy", "value": "dedicated", "accept": false,
                          "why": "There is no key hw:cpu_polcy. Did you mean hw:cpu_policy?"},
                         {"name": "hw:numa_nodes", "value": 2, "accept": true}, {"name": "hw:pmu", "value": true, "accept": true},
                         {"name": "hw:numa_nodes", "value": 2.5, "accept": false,
                          "why": "hw:numa_nodes: wanted a whole number from 1, found \\"2.5\\"."}]
                        """));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void answersLinesForPeople() throws IOException {
        var file = cases("[{\"name\": \"hw:pmu\", \"value\": \"x\"}, {\"name\": \"foo\", \"value\": \"y\"}]");
        assertThat(bedplate("extra-specs", "check", "--format", "text", file.toString())).isZero();
        assertThat(out.toString()).contains("refused   hw:pmu=x  hw:pmu: wanted a yes or no")
                .contains("accepted  foo=y");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|1|wanted an array, found an object",
            "[1]|2|[0]: wanted an object, found 1",
            "[{}]|2|[0].name: wanted a value, found none", "[{\"name\": 1}]|11|[0].name: wanted a text, found 1",
            "[{\"name\": \"a\"}]|2|[0].value: wanted a value",
            "[{\"name\": \"a\", \"value\": null}]|25|[0].value: wanted a value",
            "[{\"name\": \"a\", \"value\": [1]}]|25|[0].value: wanted a text, found an array",
            "[{\"name\": \"a\", \"name\": \"b\"}]|22|Duplicate",
            "[{]|3|not JSON: Unexpected close marker ']': expected '}'", "[|2|not JSON", "[] x|4|not JSON",
            "[] []|4|something stands behind the value", "[NaN]|5|not JSON"})
    void namesFileLineAndExpectationOfBadInput(String json, int column, String expected) throws IOException {
        var file = cases(json);
        assertThat(bedplate("extra-specs", "check", file.toString())).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(err.toString()).hasLineCount(1).doesNotContain("Feature").contains(expected)
                .startsWith("bedplate: %s: line 1, column %d: ".formatted(file, column));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void countsTheLineOfABadEntry() throws IOException {
        var file = cases("[\n{\"name\": \"a\", \"value\": \"b\"},\n{\"name\": \"a\"}\n]");
        assertThat(bedplate("extra-specs", "check", file.toString())).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(err.toString()).contains(file + ": line 3, column 1: [1].value: ");
    }

    @Test
    void aMissingFileIsBadInput() {
        assertThat(bedplate("extra-specs", "check", dir.resolve("none.json").toString()))
                .isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(err.toString()).contains("none.json");
    }

    @Test
    void listsEveryKeyOnce() {
        assertThat(bedplate("extra-specs", "list", "--format", "json")).isZero();
        var rows = answer();
        var names = rows.valueStream().map(row -> row.get("scope") + " " + row.get("name")).toList();
        assertThat(names).doesNotHaveDuplicates().contains("\"flavor\" \"hw:cpu_policy\"",
                "\"flavor\" \"hw:numa_cpus.{N}\"", "\"image\" \"hw_machine_type\"");
        assertThat(rows.valueStream()).allSatisfy(row -> assertThat(row.get("meaning").stringValue()).isNotBlank());
    }

    @Test
    void listsForPeople() {
        assertThat(bedplate("extra-specs", "list")).isZero();
        assertThat(out.toString()).contains("hw:cpu_policy\n    one of dedicated, shared, mixed")
                .contains("Image property: hw_cpu_policy").contains("Ours; Nova does not have it.")
                .contains("Also known as: vm_mode");
    }

    @Test
    void aloneItPrintsHelp() {
        assertThat(bedplate("extra-specs")).isZero();
        assertThat(out.toString()).contains("check").contains("list");
    }
}
