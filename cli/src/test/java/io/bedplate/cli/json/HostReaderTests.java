package io.bedplate.cli.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostConfig.CellIds;
import io.bedplate.host.HostConfig.ReservedPages;
import io.bedplate.host.HostUsage;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HostReaderTests {
    /** The example of the command-line contract. */
    private static final String CONTRACT = """
            {"name": "host", "arch": "x86_64",
             "nodes": [{"id": 0, "socket": 0, "cpus": [0,1,8,9], "memory_kib": 16777216,
                        "pages": {"2048": {"total": 512, "free": 500}, "1048576": {"total": 0, "free": 0}}},
                       {"id": 1, "socket": null, "cpus": [2,3,10,11], "memory_kib": 16777216, "pages": {}}],
             "siblings": [[0,8],[1,9],[2,10]],
             "distances": [[10,21],[21,10]],
             "caches": [{"level": 3, "id": 0, "size_kib": 28160, "cpus": [0,1,8,9]},
                        {"level": 3, "id": null, "size_kib": null, "cpus": [2,3,10,11]}],
             "pci": [{"address": "0000:3b:00.0", "vendor_id": "8086", "product_id": "1572", "numa_node": 0,
                      "type": "pf", "total_vfs": 64, "vfs": ["0000:3b:02.0"], "parent": null},
                     {"address": "0000:3b:02.0", "vendor_id": "8086", "product_id": "154C", "numa_node": null,
                      "type": "vf", "total_vfs": 0, "vfs": [], "parent": "0000:3b:00.0", "driver": "iavf"}],
             "config": {"cpu_dedicated_set": [2,3,10,11], "cpu_shared_set": [0,8],
                        "reserved_huge_pages": [{"node": 0, "size_kib": 2048, "count": 64}],
                        "physnets": {"physnet0": [0]}, "tunnel_nodes": [0]},
             "used": {"pinned_cpus": [2], "shared_vcpus": {"0": 3}, "memory_mib": {"0": 2048},
                      "pages": {"0": {"2048": 100}}, "pci": ["0000:3b:02.0"]}}
            """;

    private static final JsonSource FILE = JsonSource.file("f");

    private static HostDocument read(String text) {
        return HostReader.read(JsonTexts.object(JsonSource.file("host.json"), text));
    }

    @Test
    void readsTheExampleOfTheContract() {
        var host = read(CONTRACT);

        var cell = host.topology().cells().getFirst();
        assertThat(cell.socket()).hasValue(0);
        assertThat(cell.cpus()).isEqualTo(CpuSet.of(0, 1, 8, 9));
        assertThat(cell.pools()).containsExactly(new PagePool(PageSize.MIB_2, 512, 500),
                new PagePool(PageSize.GIB_1, 0, 0));
        assertThat(host.topology().cores()).containsExactly(CpuSet.of(0, 8), CpuSet.of(1, 9), CpuSet.of(2, 10),
                CpuSet.of(3), CpuSet.of(11));
        assertThat(host.topology().caches().getLast()).isEqualTo(new Cache(3, Cache.NO_ID, 0, CpuSet.of(2, 3, 10, 11)));
        assertThat(host.topology().pci().getLast().productId()).isEqualTo("154c");
        assertThat(host.topology().pci().getLast().parent()).contains(PciAddress.parse("0000:3b:00.0"));
        assertThat(host.config().dedicatedCpus()).contains(CpuSet.of(2, 3, 10, 11));
        assertThat(host.config().reservedPages()).containsExactly(new ReservedPages(0, PageSize.MIB_2, 64));
        assertThat(host.config().physicalNetworks()).containsEntry("physnet0", new CellIds(List.of(0)));
        assertThat(host.usage().pinnedCpus()).isEqualTo(CpuSet.of(2));
        assertThat(host.usage().sharedVcpus()).containsEntry(0, 3);
        assertThat(host.usage().pages().get(0)).containsEntry(PageSize.MIB_2, 100L);
        assertThat(host.usage().pci()).containsExactly(PciAddress.parse("0000:3b:02.0"));
    }

    @Test
    void whatMayBeMissingMayBeMissing() {
        var host = read("{\"nodes\": [{\"id\": 0, \"memory_kib\": 5.0}], \"config\": {}, \"used\": null}");

        assertThat(host.topology().name()).isEqualTo("unknown");
        assertThat(host.topology().cells().getFirst().memoryKib()).isEqualTo(5);
        assertThat(host.config()).isEqualTo(HostConfig.NONE);
        assertThat(host.usage()).isEqualTo(HostUsage.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id": 1, "socket": null        | "id": 0, "socket": null     | nodes[1].id: wanted each id once, found 0
            "cpus": [2,3,10,11], "memory   | "cpus": [1], "memory        | nodes[1].cpus: wanted each CPU in one node, found CPU 1 twice
            "memory_kib": 16777216, "pages": {}} | "pages": {}}          | nodes[1].memory_kib: wanted a value, found none
            16777216                       | -1                          | nodes[0].memory_kib: wanted a whole number 0..1125899906842624, found -1
            16777216                       | 1e300                       | nodes[0].memory_kib: wanted a whole number 0..1125899906842624, found 1.0E300
            16777216                       | "16777216"                  | nodes[0].memory_kib: wanted a whole number 0..1125899906842624, found "16777216"
            "free": 500                    | "free": 513                 | nodes[0].pages.2048.free: wanted a whole number 0..512, found 513
            "2048": {"total"               | "2000": {"total"            | nodes[0].pages.2000: wanted a page size in KiB as the key, found an object
            [0,8],[1,9]                    | [0,8],[0,9]                 | siblings[1]: wanted each CPU in one list, found CPU 0 twice
            [[10,21],[21,10]]              | [[10,21]]                   | distances: wanted 2 rows or none, found 1
            [[10,21],[21,10]]              | [[10],[21,10]]              | distances[0]: wanted 2 distances, found 1
            "level": 3                     | "level": 0                  | caches[0].level: wanted a whole number 1..9, found 0
            "0000:3b:00.0", "vendor_id"    | "3b", "vendor_id"           | pci[0].address: PCI address "3b": wanted the form 0000:3b:02.1
            "0000:3b:02.0", "vendor_id"    | "0000:3b:00.0", "vendor_id" | pci[1].address: wanted each address once, found "0000:3b:00.0"
            "type": "vf"                   | "type": "virtual"           | pci[1].type: wanted pci, pf or vf, found "virtual"
            "8086", "product_id": "1572"   | "80", "product_id": "1"     | pci[0].vendor_id: wanted four hexadecimal digits, found "80"
            "cpu_shared_set": [0,8]        | "cpu_shared_set": [2]       | config.cpu_shared_set: wanted no CPU of cpu_dedicated_set, found CPU 2
            "size_kib": 2048, "count"      | "size_kib": 3, "count"      | config.reserved_huge_pages[0].size_kib: wanted a power of two, found 3
            "shared_vcpus": {"0": 3}       | "shared_vcpus": {"5": 3}    | used.shared_vcpus.5: wanted the id of a node of this host as the key, found 3
            "pinned_cpus": [2]             | "pinned_cpus": 2            | used.pinned_cpus: wanted an array, found 2
            "pinned_cpus": [2]             | "pinned_cpus": [99999]      | used.pinned_cpus[0]: wanted a whole number 0..16383, found 99999
            "used": {"pinned               | "used": [], "x": {"pinned   | used: wanted an object, found an array
            """)
    void namesTheKeyThatIsWrong(String right, String wrong, String message) {
        assertThat(CONTRACT).contains(right);
        assertThatThrownBy(() -> read(CONTRACT.replaceFirst(Pattern.quote(right),
                Matcher.quoteReplacement(wrong)))).isInstanceOf(JsonInputException.class)
                .message().startsWith("host.json: line ").endsWith(": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a number                 | {"used": 7, "nodes": []}                          | line 1, column 10: used
            the value                | {"nodes": [],NL  "caches": [{"level": 1,NL "cpus": [4, "x"]}]} | line 3, column 14: caches[0].cpus[1]
            what has no such key     | {"nodes":NL  [{"id": 0}]}                         | line 2, column 4: nodes[0].memory_kib
            past strings and arrays  | {"a": "\\"{", "b": [[{}]], "pci": [{}, 1], "nodes": []} | line 1, column 35: pci[0].address
            """)
    void saysInWhichLineAndColumnItStands(String what, String text, String place) {
        assertThatThrownBy(() -> read(text.replace("NL", "\n"))).as(what).isInstanceOf(JsonInputException.class)
                .hasMessageStartingWith("host.json: " + place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``              | host.json: wanted JSON, found nothing
            []              | host.json: line 1, column 1: wanted an object, found an array
            {"nodes": []    | host.json: line 1, column 13: not JSON:
            {"a":1,NL"a":2} | host.json: line 2, column 4: not JSON: Duplicate
            {} {}           | host.json: line 1, column 4: not JSON:
            {'a': 1}        | host.json: line 1, column 2: not JSON:
            """)
    void saysWhereTheJsonEnds(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("NL", "\n"))).isInstanceOf(JsonInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void deepNestingAndLongNumbersAreRefusedInOneLine() {
        for (String text : List.of("[".repeat(100_000), "{\"nodes\":" + "[".repeat(5_000),
                "{\"nodes\":" + "9".repeat(20_000)
                        + "}",
                "{\"nodes\": [{\"id\":0,\"memory_kib\":1e999999999}]}")) {
            assertThatThrownBy(() -> read(text)).isInstanceOf(JsonInputException.class)
                    .message().startsWith("host.json: ").doesNotContain("\n").hasSizeLessThan(400);
        }
    }

    @Test
    void decodesUtf8OrSaysThatItIsNot() {
        assertThat(JsonTexts.utf8(FILE, "\uFEFF{}".getBytes(StandardCharsets.UTF_8))).isEqualTo("{}");
        assertThat(JsonTexts.utf8(FILE, new byte[0])).isEmpty();
        assertThatThrownBy(() -> JsonTexts.utf8(FILE, new byte[]{'{', '\n', ' ', (byte) 0xff}))
                .isInstanceOf(JsonInputException.class)
                .hasMessage("f: line 2, column 2: wanted JSON in UTF-8, found byte 0xff");
        assertThatThrownBy(() -> JsonTexts.utf8(FILE, new byte[]{'{', (byte) 0xc3}))
                .hasMessage("f: line 1, column 2: wanted JSON in UTF-8, found byte 0xc3");
    }

    @Test
    void damagedTextIsAHostOrOneClearComplaint() {
        int hosts = 0;
        for (int seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder(CONTRACT);
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                int at = random.nextInt(text.length());
                text.replace(at, Math.min(text.length(), at + random.nextInt(4)),
                        List.of("", "0", "-", "\"", "}", "[", "null", "9999999999", ",", "\u0000")
                                .get(random.nextInt(10)));
            }
            try {
                read(text.toString());
                hosts++;
            } catch (JsonInputException e) {
                assertThat(e.getMessage()).as("seed %d", seed).startsWith("host.json: ").doesNotContain("\n");
            }
        }
        assertThat(hosts).isBetween(1, 2999);
    }
}
