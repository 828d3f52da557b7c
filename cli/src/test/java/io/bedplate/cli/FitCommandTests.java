package io.bedplate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class FitCommandTests {
    /** Two cells of two cores each, two VFs and their PF on cell 1, CPU 2 taken. */
    static final String HOST = """
            {"name": "host", "arch": "x86_64",
             "nodes": [{"id": 0, "socket": 0, "cpus": [0,1,8,9], "memory_kib": 16777216,
                        "pages": {"2048": {"total": 512, "free": 500}, "1048576": {"total": 4, "free": 4}}},
                       {"id": 1, "socket": 1, "cpus": [2,3,10,11], "memory_kib": 16777216,
                        "pages": {"2048": {"total": 512, "free": 512}, "1048576": {"total": 4, "free": 4}}}],
             "siblings": [[0,8],[1,9],[2,10],[3,11]],
             "distances": [[10,21],[21,10]], "caches": [],
             "pci": [{"address": "0000:3b:00.0", "vendor_id": "8086", "product_id": "1572", "numa_node": 1,
                      "type": "pf", "total_vfs": 64, "vfs": ["0000:3b:02.0","0000:3b:02.1"], "parent": null},
                     {"address": "0000:3b:02.0", "vendor_id": "8086", "product_id": "154c", "numa_node": 1,
                      "type": "vf", "total_vfs": 0, "vfs": [], "parent": "0000:3b:00.0"},
                     {"address": "0000:3b:02.1", "vendor_id": "8086", "product_id": "154c", "numa_node": 1,
                      "type": "vf", "total_vfs": 0, "vfs": [], "parent": "0000:3b:00.0"}],
             "config": {"cpu_dedicated_set": [1,2,3,9,10,11], "cpu_shared_set": [0,8]},
             "used": {"pinned_cpus": [2], "pci": ["0000:3b:02.0"]}}
            """;
    private static final String PINNED = """
            {"vcpus": 2, "memory_mib": 2048,
             "extra_specs": {"hw:cpu_policy": "dedicated", "hw:mem_page_size": "1048576",
                             "hw:cpu_thread_policy": "require"},
             "image_properties": {},
             "pci_requests": [{"vendor_id": "8086", "product_id": "154c", "type": "vf", "count": 1,
                               "numa_policy": "required"}],
             "network": {"physnets": [], "tunneled": false},
             "limits": {"cpu_allocation_ratio": 16.0, "ram_allocation_ratio": 1.0}}
            """;

    @TempDir
    private Path folder;

    private CommandRun fit(String host, String request, String... more) throws IOException {
        var hostFile = Files.writeString(folder.resolve("host.json"), host).toString();
        var requestFile = Files.writeString(folder.resolve("request.json"), request).toString();
        var args = new ArrayList<>(List.of("fit", "--host", hostFile, "--request", requestFile));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static String flavor(int vcpus, String extraSpecs) {
        return "{\"vcpus\": %d, \"memory_mib\": 1024, \"extra_specs\": {%s}}".formatted(vcpus, extraSpecs);
    }

    @Test
    void printsWhereEveryPartGoes() throws IOException {
        var run = fit(HOST, PINNED);

        assertThat(run.exitStatus()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                {"fits":true,"cells":[{"id":0,"host_node":1,"vcpus":[0,1],"pinning":{"0":3,"1":11},"memory_mib":2048,\
                "page_size_kib":1048576}],"emulator_cpus":[3,11],"pci":[{"address":"0000:3b:02.1","numa_node":1}]}
                """);
    }

    @Test
    void listsTheIdleSiblingsOfAnIsolatedGuest() throws IOException {
        var run = fit(HOST, flavor(1, "\"hw:cpu_policy\": \"dedicated\", \"hw:cpu_thread_policy\": \"isolate\""));

        assertThat(run.out()).contains("\"page_size_kib\":null,\"blocked_cpus\":[");
    }

    @Test
    void listsTheIoThreadsOwnCpus() throws IOException {
        String isolated = "\"hw:cpu_policy\": \"dedicated\", \"hw:io_threads\": \"1\", "
                + "\"hw:io_threads_policy\": \"isolate\"";
        assertThat(fit(HOST, flavor(1, isolated)).out()).containsPattern("\"emulator_cpus\":\\[\\d+],"
                + "\"io_thread_cpus\":\\[\\d+],\"pci\"");
        assertThat(fit(HOST, flavor(1, isolated), "--format", "text").out()).contains("1 I/O threads on CPUs ");
        assertThat(fit(HOST, flavor(1, "\"hw:io_threads\": \"1\"")).out()).doesNotContain("io_thread");
    }

    @Test
    void aGuestWithoutTopologyFloats() throws IOException {
        var run = fit(HOST, flavor(1, ""));

        assertThat(run.exitStatus()).isZero();
        assertThat(run.out()).startsWith("{\"fits\":true,\"cells\":[],\"shared_cpus\":[0,8],\"emulator_cpus\":");
    }

    @Test
    void aNoSaysWhyAndWhatWouldHelp() throws IOException {
        var run = fit(HOST, flavor(4, "\"hw:cpu_policy\": \"dedicated\""));

        assertThat(run.exitStatus()).isEqualTo(ExitStatus.NO);
        assertThat(run.out()).startsWith("{\"fits\":false,\"reason\":\"cell 1: 4 dedicated CPUs wanted, 3 free")
                .contains("{\"code\":\"TOO_FEW_DEDICATED_CPUS\",\"cell\":0,\"wanted\":4,\"free\":2}",
                        "{\"code\":\"TOO_FEW_DEDICATED_CPUS\",\"cell\":1,\"wanted\":4,\"free\":3}",
                        "\"would_fit_if\":[\"cell 1 had CPUs 2 more free\"");
        assertThat(fit(HOST, flavor(4, "\"hw:cpu_policy\": \"dedicated\""), "--no-would-fit-if").out())
                .contains("\"would_fit_if\":[]");
    }

    @Test
    void anInvalidRequestIsANoWithTheRule() throws IOException {
        var run = fit(HOST, flavor(2, "\"hw:cpu_thread_policy\": \"require\""));

        assertThat(run.exitStatus()).isEqualTo(ExitStatus.NO);
        assertThat(run.out()).contains("\"fits\":false", "\"code\":\"INVALID_REQUEST\"",
                "\"rule\":\"THREAD_POLICY_WITHOUT_PINNING\"", "\"would_fit_if\":[]");
    }

    @Test
    void offlineCpusAndUnresolvedAliasesAreWarnings() throws IOException {
        var run = fit(HOST.replace("\"cpu_shared_set\": [0,8]", "\"cpu_shared_set\": [0,8,77]"),
                flavor(1, "\"pci_passthrough:alias\": \"gpu:1\""));

        assertThat(run.out()).contains("\"warnings\":[").contains("77")
                .contains("pci_passthrough:alias was not looked at");
    }

    private static String withAliases(String aliases) {
        return HOST.replace("\"config\": {", "\"config\": {\"pci_aliases\": [%s], ".formatted(aliases));
    }

    @Test
    void anAliasBecomesTheDevicesThatTheHostsConfigNames() throws IOException {
        var host = withAliases(
                "{\"name\": \"nic\", \"vendor_id\": \"8086\", \"product_id\": \"154c\", \"type\": \"vf\"}");
        var one = fit(host, flavor(1, "\"pci_passthrough:alias\": \"nic:1\""));
        var two = fit(host, flavor(1, "\"pci_passthrough:alias\": \"nic:2\""));
        var other = fit(host, flavor(1, "\"pci_passthrough:alias\": \"gpu:1\""));

        assertThat(one.out()).contains("\"pci\":[{\"address\":\"0000:3b:02.1\"").doesNotContain("warnings");
        assertThat(two.exitStatus()).isEqualTo(ExitStatus.NO);
        assertThat(other.exitStatus()).isEqualTo(ExitStatus.NO);
        assertThat(other.out()).contains("INVALID_REQUEST", "PCI_ALIAS_UNKNOWN",
                "a declared alias (nic), found \\\"gpu\\\"");
        assertThat(fit(withAliases(""), flavor(1, "\"pci_passthrough:alias\": \"nic:1\"")).out())
                .contains("none is declared");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "a"}, {"name": "a"}          | pci_aliases[1].name: wanted each name once
            {"name": "a:1"}                       | pci_aliases[0].name: wanted a name without colon
            {"name": ""}                          | pci_aliases[0].name: wanted a name without colon
            {"vendor_id": "8086"}                 | pci_aliases[0].name: wanted a value, found none
            {"name": "a", "device_type": "vf"}    | pci_aliases[0].device_type: unknown key
            {"name": "a", "numa_policy": "near"}  | pci_aliases[0].numa_policy: wanted required, preferred
            7                                     | pci_aliases[0]: wanted an object, found 7
            """)
    void aWrongAliasIsBadInput(String aliases, String message) throws IOException {
        var run = fit(withAliases(aliases), flavor(1, ""));

        assertThat(run.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.err()).hasLineCount(1).contains("host.json: line 14, column ").contains(message);
    }

    @Test
    void tellsPeopleInText() throws IOException {
        assertThat(fit(HOST, PINNED, "--format", "text").out()).isEqualToNormalizingNewlines("""
                fits
                  guest cell  host cell  vCPU>pCPU  floating on  blocked  memory
                  0           1          0>3 1>11   -            -        2048 MiB in pages of 1 GiB
                  emulator threads on CPUs 3,11
                  PCI 0000:3b:02.1 of cell 1
                """);
        assertThat(fit(HOST, flavor(1, ""), "--format", "text").out()).contains("floats over CPUs 0,8");
        assertThat(fit(HOST, flavor(4, "\"hw:cpu_policy\": \"dedicated\""), "--format", "text").out())
                .contains("does not fit\n", "  cell 0: 4 dedicated CPUs wanted, 2 free\n",
                        "would fit if cell 1 had CPUs 2");
        assertThat(fit(HOST, flavor(2, "\"hw:cpu_thread_policy\": \"require\""), "--format", "text").out())
                .startsWith("invalid request\n  hw:cpu_thread_policy");
    }

    @Test
    void theSameQuestionHasTheSameBytes() throws IOException {
        assertThat(fit(HOST, PINNED)).isEqualTo(fit(HOST, PINNED));
    }

    @Test
    void unreadableInputNamesItsPlace() throws IOException {
        var run = fit(HOST, PINNED.replace("\"count\": 1", "\"count\": \"x\""));

        assertThat(run.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(
                        "request.json: line 5, column 86: pci_requests[0].count: wanted a whole number 1..65536, found \"x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fit", "fit --host a.json", "fit --request r.json", "fit --batch --host a --request b",
            "fit --batch --format text", "fit --host /no/such --request /no/such"})
    void badUsageIsOneClearLine(String line) {
        var run = CommandRun.of(line.split(" ", -1));

        assertThat(run.exitStatus()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("bedplate: ").doesNotContain("Exception");
    }
}
