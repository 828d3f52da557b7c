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
    @CsvSource(delimiter = '|', value = {"{}|1|a list", "[1]|1|an object", "[{}]|1|\"name\"",
            "[{\"name\": 1}]|1|\"name\"", "[{\"name\": \"a\"}]|1|\"value\"",
            "[{\"name\": \"a\", \"value\": null}]|1|\"value\"", "[{]|1|a JSON list", "[|1|a JSON list", "''|1|a list",
            "[] x|1|a JSON list", "[] []|1|nothing expected"})
    void namesFileLineAndExpectationOfBadInput(String json, int line, String expected) throws IOException {
        var file = cases(json);
        assertThat(bedplate("extra-specs", "check", file.toString())).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(err.toString()).startsWith("bedplate: %s:%d: ".formatted(file, line)).contains(expected);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void countsTheLineOfABadEntry() throws IOException {
        var file = cases("[\n{\"name\": \"a\", \"value\": \"b\"},\n{\"name\": \"a\"}\n]");
        assertThat(bedplate("extra-specs", "check", file.toString())).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(err.toString()).contains(file + ":3: ");
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
