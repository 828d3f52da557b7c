package io.bedplate.nfv;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuTopologies;
import io.bedplate.numa.GuestCell;

import static org.assertj.core.api.Assertions.assertThat;

/** Any keys with likely values: always an answer, and a valid one holds together. */
final class RandomRequestTests {
    private static final List<String> KEYS = List.of("hw:cpu_policy", "hw:cpu_dedicated_mask", "hw:cpu_thread_policy",
            "hw:emulator_threads_policy", "hw:cpu_realtime", "hw:cpu_realtime_mask", "hw:numa_nodes", "hw:numa_cpus.0",
            "hw:numa_cpus.1", "hw:numa_mem.0", "hw:numa_mem.1", "hw:numa_node.0", "hw:mem_page_size",
            "hw:locked_memory", "hw:cpu_sockets", "hw:cpu_max_cores", "resources:PCPU", "resources1:VCPU",
            "trait:HW_CPU_HYPERTHREADING", "hw:pmem", "hw:io_threads");
    private static final List<String> VALUES = List.of("dedicated", "mixed", "shared", "prefer", "isolate", "require",
            "share", "yes", "no", "^0", "0-1", "2-3", "0-3", "1", "2", "4", "5", "512", "1024", "large", "2MB",
            "required", "forbidden", "", "0-9999999999", "^");

    private static ExtraSpecs specs(Random random) {
        var specs = new TreeMap<String, String>();
        for (int n = random.nextInt(5); n >= 0; n--) {
            specs.put(KEYS.get(random.nextInt(KEYS.size())), VALUES.get(random.nextInt(VALUES.size())));
        }
        return new ExtraSpecs(specs);
    }

    private static ImageProperties properties(Random random) {
        var properties = new TreeMap<String, String>();
        if (random.nextInt(4) == 0) {
            specs(random).values().forEach((key, value) -> properties.put(key.replace(':', '_'), value));
        }
        return new ImageProperties(properties);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aValidRequestHoldsTogether(long seed) {
        var random = new Random(seed);
        int valid = 0;
        int withCells = 0;
        for (int i = 0; i < 60_000; i++) {
            var input = RequestInput.of(new Flavor(4, 1024, specs(random)), properties(random));
            switch (NfvRequests.read(input)) {
                case RequestResult.Valid(var request) -> {
                    valid++;
                    withCells += request.cells().isEmpty() ? 0 : 1;
                    assertHoldsTogether(request, input);
                }
                case RequestResult.Invalid(var reasons) -> assertThat(reasons).as(input.toString()).isNotEmpty();
            }
        }
        assertThat(valid).isGreaterThan(2000);
        assertThat(withCells).isGreaterThan(500);
    }

    private static void assertHoldsTogether(NfvRequest request, RequestInput input) {
        var all = CpuSet.range(0, 3);
        var cells = request.cells();
        var dedicated = cells.stream().map(GuestCell::dedicated).reduce(CpuSet.empty(), CpuSet::or);
        if (!cells.isEmpty()) {
            assertThat(cells.stream().mapToInt(cell -> cell.vcpus().size()).sum()).as(input.toString()).isEqualTo(4);
            assertThat(cells.stream().map(GuestCell::vcpus).reduce(CpuSet.empty(), CpuSet::or)).isEqualTo(all);
            assertThat(cells.stream().mapToLong(GuestCell::memoryKib).sum()).isEqualTo(1024 * 1024);
        }
        assertThat(dedicated.isEmpty()).as(input.toString()).isEqualTo(request.cpuPolicy() == CpuPolicy.SHARED);
        assertThat(dedicated.containsAll(request.realtimeVcpus())).as(input.toString()).isTrue();
        assertThat(CpuTopologies.choose(4, request.topology())).isPresent();
    }
}
