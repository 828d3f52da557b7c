package io.bedplate.cli.json;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.PciDeviceType;
import io.bedplate.nfv.PciWish;
import io.bedplate.nfv.RequestInput;
import io.bedplate.sriov.PciNumaPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RequestReaderTests {
    /** The example of the command-line contract. */
    private static final String CONTRACT = """
            {"vcpus": 4, "memory_mib": 4096,
             "extra_specs": {"hw:cpu_policy": "dedicated", "hw:mem_page_size": "1048576", "hw:numa_nodes": 2},
             "image_properties": {"hw_cpu_thread_policy": "require", "hw_pmu": true},
             "pci_requests": [{"vendor_id": "8086", "product_id": "154C", "type": "vf", "count": 1, "numa_policy": "required"},
                              {"type": null}],
             "network": {"physnets": ["b", "a"], "tunneled": true},
             "limits": {"cpu_allocation_ratio": 16.0, "ram_allocation_ratio": 1}}
            """;

    private static RequestInput read(String text) {
        return RequestReader.read(JsonTexts.object(JsonSource.file("request.json"), text));
    }

    @Test
    void readsTheExampleOfTheContract() {
        var input = read(CONTRACT);

        assertThat(input.flavor().vcpus()).isEqualTo(4);
        assertThat(input.flavor().memoryMib()).isEqualTo(4096);
        assertThat(input.flavor().extraSpecs().values()).containsEntry("hw:cpu_policy", "dedicated")
                .containsEntry("hw:numa_nodes", "2");
        assertThat(input.image().values()).containsEntry("hw_pmu", "true");
        assertThat(input.pci()).containsExactly(
                new PciWish(Optional.of("8086"), Optional.of("154c"), Optional.of(PciDeviceType.VF), 1,
                        Optional.of(PciNumaPolicy.REQUIRED), Optional.empty()),
                new PciWish(Optional.empty(), Optional.empty(), Optional.empty(), 1, Optional.empty(),
                        Optional.empty()));
        assertThat(input.physicalNetworks()).containsExactly("a", "b");
        assertThat(input.tunneled()).isTrue();
        assertThat(input.cpuAllocationRatio()).isEqualTo(16);
        assertThat(input.ramAllocationRatio()).isEqualTo(1);
    }

    @Test
    void sizesAreEnough() {
        var input = read("{\"vcpus\": 1, \"memory_mib\": 1, \"name\": \"a\", \"uuid\": \"b\", \"disks\": []}");

        assertThat(input.pci()).isEmpty();
        assertThat(input.tunneled()).isFalse();
        assertThat(input.cpuAllocationRatio()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "vcpus": 4,                  |                               | vcpus: wanted a value, found none
            "vcpus": 4                   | "vcpus": 0                    | vcpus: wanted a whole number from 1, found 0
            "vcpus": 4                   | "vcpus": 2.5                  | vcpus: wanted a whole number from 1, found 2.5
            "memory_mib": 4096           | "memory_mib": true            | memory_mib: wanted a whole number 1..1099511627776, found true
            "dedicated"                  | ["dedicated"]                 | extra_specs.hw:cpu_policy: wanted a text, found an array
            "dedicated"                  | null                          | extra_specs.hw:cpu_policy: wanted a text, found null
            "vf"                         | "vif"                         | pci_requests[0].type: wanted pci, pf or vf, found "vif"
            "count": 1                   | "count": "x"                  | pci_requests[0].count: wanted a whole number 1..65536, found "x"
            "numa_policy": "required"    | "numa_policy": "near"         | pci_requests[0].numa_policy: wanted required, preferred, legacy or socket, found "near"
            "count": 1                   | "cnt": 1                      | pci_requests[0].cnt: unknown key, wanted one of count, numa_policy, product_id, type, vendor_id
            "tunneled": true             | "tunneled": "yes"             | network.tunneled: wanted true or false, found "yes"
            "tunneled": true             | "tunnel": true                | network.tunnel: unknown key, wanted one of physnets, tunneled
            ["b", "a"]                   | [1]                           | network.physnets[0]: wanted a text, found 1
            16.0                         | 0                             | limits.cpu_allocation_ratio: wanted a number above 0, found 0
            16.0                         | 1e999                         | limits.cpu_allocation_ratio: wanted a number above 0, found
            """)
    void namesTheKeyThatIsWrong(String right, String wrong, String message) {
        assertThat(CONTRACT).contains(right);
        assertThatThrownBy(() -> read(CONTRACT.replace(right, wrong == null ? "" : wrong)))
                .isInstanceOf(JsonInputException.class).message().startsWith("request.json: line ")
                .contains(": " + message);
    }

    @ParameterizedTest
    @CsvSource({"socket,SOCKET", "legacy,LEGACY", "preferred,PREFERRED", "required,REQUIRED"})
    void readsEveryPolicy(String text, PciNumaPolicy policy) {
        assertThat(read(CONTRACT.replace("required\"}", text + "\"}")).pci().getFirst().portPolicy()).contains(policy);
    }

    @ParameterizedTest
    @CsvSource({"pci,PCI", "pf,PF", "vf,VF"})
    void readsEveryType(String text, PciDeviceType type) {
        assertThat(read(CONTRACT.replace("\"vf\"", "\"" + text + "\"")).pci().getFirst().type()).contains(type);
    }
}
