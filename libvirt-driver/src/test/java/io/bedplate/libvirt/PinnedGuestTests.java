package io.bedplate.libvirt;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.Guest;
import io.bedplate.virt.LaunchGate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the kernel says of a placed guest at the moment the gate looks. */
final class PinnedGuestTests {
    private static final HostFiles FILES = HostFiles.real();

    /** What the gate found: thread name to allowed CPUs, and the lines of numa_maps with huge pages. */
    private record Seen(Map<String, String> threads, List<String> hugeMaps) {
        static Seen of(Guest guest) {
            var process = "proc/" + guest.pid().orElseThrow();
            var threads = new TreeMap<String, String>();
            for (var tid : FILES.list(process + "/task")) {
                var task = process + "/task/" + tid;
                threads.put(FILES.read(task + "/comm").orElse("?") + " " + tid, allowed(task));
            }
            return new Seen(threads, FILES.read(process + "/numa_maps").orElse("").lines()
                    .filter(line -> line.contains(" huge ")).toList());
        }

        private static String allowed(String task) {
            return FILES.read(task + "/status").orElse("").lines().filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("?");
        }

        Map<String, String> named(String prefix) {
            var some = new TreeMap<>(threads);
            some.keySet().removeIf(name -> !name.startsWith(prefix));
            return some;
        }
    }

    @Test
    void emulatorIsApartFromThePinnedVcpuAndPagesAreThereBeforeTheGateLooks() {
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "two CPUs are needed");
        try (var pages = ReservedPages.of(16); var host = TestHost.start(); var driver = host.open()) {
            assertThat(pages).isNotNull();
            var spec = host.guest(emulatorOnCpu0VcpuOnCpu1());
            var seen = new AtomicReference<Seen>();
            LaunchGate gate = guest -> {
                seen.set(Seen.of(guest));
                return new LaunchGate.Verdict.Admit();
            };
            driver.spawn(spec, gate);
            assertPlaced(seen.get());
            driver.stop(spec.id(), Duration.ZERO);
            driver.start(spec.id(), gate);
            assertPlaced(seen.get());
            driver.destroy(spec.id());
        }
    }

    private static void assertPlaced(Seen seen) {
        var vcpus = seen.named("CPU 0/");
        assertThat(vcpus).hasSize(1).containsValue("1");
        assertThat(seen.named("IO iothread1")).hasSize(1).containsValue("0");
        var others = new TreeMap<>(seen.threads());
        others.keySet().removeAll(vcpus.keySet());
        assertThat(others.values()).as("the emulator's threads in %s", others).isNotEmpty().containsOnly("0");
        assertThat(seen.hugeMaps()).singleElement().asString().contains("bind:0", "N0=16", "kernelpagesize_kB=2048");
    }

    private static GuestPlacement emulatorOnCpu0VcpuOnCpu1() {
        SortedMap<Integer, Integer> pinning = new TreeMap<>(Map.of(0, 1));
        var cell = new PlacedCell(0, 0, CpuSet.of(0), pinning, CpuSet.empty(), CpuSet.empty(), 32 * 1024,
                Optional.of(PageSize.MIB_2));
        return new GuestPlacement(List.of(cell), CpuSet.empty(), CpuSet.of(0), new IoThreads(1, CpuSet.of(0)),
                CpuSet.empty(), false,
                new GuestCpuTopology(1, 1, 1), List.of());
    }
}
