package io.bedplate.integration.lab.inside;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Realtime vCPUs and locked memory. */
@Tag("lab")
final class RealtimeGuestTests {
    @Test
    void vcpusThatAreRealtimeRunFifoTheOthersDoNotAndNothingIsSwapped() {
        try (var host = ComputeHost.open()) {
            var guest = host.spawn(new GuestOrder("realtime", 2, 128, Map.of("hw:cpu_policy", "dedicated",
                    "hw:cpu_realtime", "yes", "hw:cpu_realtime_mask", "^0", "hw:mem_page_size", "2048",
                    "hw:emulator_threads_policy", "share")));

            assertThat(guest.process().scheduling(0)).isEqualTo("SCHED_OTHER 0");
            assertThat(guest.process().scheduling(1)).isEqualTo("SCHED_FIFO 1");
            assertThat(Programs.run("grep", "VmLck", "/proc/" + guest.pid() + "/status")).doesNotContain(" 0 kB");
            assertThat(host.agent().verify(guest.id()).differences()).isEmpty();
            assertThat(guest.wordsOf("cpu 1")).startsWith("siblings=");
        }
    }
}
