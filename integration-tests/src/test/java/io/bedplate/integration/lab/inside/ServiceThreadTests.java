package io.bedplate.integration.lab.inside;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Threads that serve a guest, apart from its vCPUs. */
@Tag("lab")
final class ServiceThreadTests {
    @Test
    void emulatorThreadsThatAreIsolatedHaveAPcpuOfTheirOwnInTheGuestsCell() {
        try (var host = ComputeHost.open()) {
            var guest = host.spawn(new GuestOrder("emulator-apart", 1, 64, Map.of("hw:cpu_policy", "dedicated",
                    "hw:mem_page_size", "2048", "hw:emulator_threads_policy", "isolate")));
            var emulator = guest.placement().emulatorCpus();

            assertThat(emulator.size()).isEqualTo(1);
            assertThat(emulator.intersects(guest.pcpuOf(0))).isFalse();
            assertThat(cellOf(host, guest).containsAll(emulator)).isTrue();
            assertThat(guest.process().allowedForOthers()).containsExactly(emulator);
            assertThat(guest.process().allowedForVcpu(0)).isEqualTo(guest.pcpuOf(0));
        }
    }

    @Test
    void anIoThreadThatIsIsolatedHasAPcpuOfItsOwn() {
        try (var host = ComputeHost.open()) {
            var guest = host.spawn(new GuestOrder("io-apart", 1, 64, Map.of("hw:cpu_policy", "dedicated",
                    "hw:mem_page_size", "2048", "hw:emulator_threads_policy", "share", "hw:io_threads", "1",
                    "hw:io_threads_policy", "isolate")));
            var own = guest.placement().ioThreads().cpusOf(1);

            assertThat(own.size()).isEqualTo(1);
            assertThat(guest.process().allowedForIoThread(1)).isEqualTo(own);
            assertThat(guest.process().allowedForVcpu(0)).isEqualTo(guest.pcpuOf(0)).isNotEqualTo(own);
            assertThat(guest.process().allowedForOthers()).containsExactly(CpuSet.parse("0-1"));
        }
    }

    private static CpuSet cellOf(ComputeHost host, LabGuest guest) {
        return host.agent().host().cell(guest.placement().cells().getFirst().hostCell()).orElseThrow().cpus();
    }
}
