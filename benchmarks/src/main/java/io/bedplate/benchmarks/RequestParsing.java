package io.bedplate.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.bedplate.host.ExtraSpecs;
import io.bedplate.host.Flavor;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.ImageProperties;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import io.bedplate.numa.CpuTopologies;
import io.bedplate.numa.CpuTopologyWish;

/**
 * Flavor and image to request: every key checked, every rule applied. Nova's numa_get_constraints takes 20 us for the
 * plain flavor, 108 us for the usual one, 163 us for the full set and 53 ms for the topology of 128 vCPUs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestParsing {
    private final RequestInput plain = input(4, 4096, Map.of());
    private final RequestInput usual = input(16, 16384, Map.of("hw:cpu_policy", "dedicated", "hw:numa_nodes", "4",
            "hw:mem_page_size", "1GB", "hw:cpu_thread_policy", "prefer"));
    private final Map<String, String> fullSet = fullSet();
    private final RequestInput full = input(16, 16384, fullSet);

    private static RequestInput input(int vcpus, long mib, Map<String, String> specs) {
        return RequestInput.of(new Flavor(vcpus, mib, ExtraSpecs.of(specs)), ImageProperties.of(Map.of()));
    }

    /** The set of the measurement of Nova: 34 keys, mixed, a realtime mask, four cells described one by one. */
    private static Map<String, String> fullSet() {
        var specs = new HashMap<>(Map.of("hw:cpu_policy", "mixed", "hw:cpu_realtime_mask", "^0-1",
                "hw:cpu_thread_policy", "prefer", "hw:cpu_sockets", "2", "hw:cpu_cores", "4", "hw:cpu_threads", "2",
                "hw:cpu_max_sockets", "4", "hw:cpu_max_cores", "16", "hw:cpu_max_threads", "2", "hw:numa_nodes", "4"));
        specs.putAll(Map.of("hw:mem_page_size", "1GB", "hw:emulator_threads_policy", "share", "hw:cpu_realtime", "yes",
                "hw:pci_numa_affinity_policy", "preferred", "hw:vif_multiqueue_enabled", "true", "hw:pmu", "false",
                "hw:locked_memory", "true", "hw:watchdog_action", "reset", "hw:mem_encryption", "false",
                "hw:boot_menu", "false"));
        specs.putAll(Map.of("hw_rng:allowed", "true", "hw_video:ram_max_mb", "16", "pci_passthrough:alias",
                "a1:2,a2:1", "trait:HW_CPU_X86_AVX512F", "required", "resources:CUSTOM_X", "1",
                "aggregate_instance_extra_specs:ssd", "true"));
        for (int cell = 0; cell < 4; cell++) {
            specs.put("hw:numa_cpus." + cell, "%d-%d".formatted(4 * cell, 4 * cell + 3));
            specs.put("hw:numa_mem." + cell, "4096");
        }
        return specs;
    }

    @Benchmark
    public RequestResult plainFlavor() {
        return NfvRequests.read(plain);
    }

    @Benchmark
    public RequestResult fourCellsDedicated() {
        return NfvRequests.read(usual);
    }

    @Benchmark
    public RequestResult fullSetOf34Keys() {
        return NfvRequests.read(full);
    }

    /** With the copying of the maps, as a request arrives from outside. */
    @Benchmark
    public RequestResult fullSetFromAPlainMap() {
        return NfvRequests.read(input(16, 16384, fullSet));
    }

    @Benchmark
    public Optional<GuestCpuTopology> topologyOf128Vcpus() {
        return CpuTopologies.choose(128, CpuTopologyWish.NONE);
    }
}
