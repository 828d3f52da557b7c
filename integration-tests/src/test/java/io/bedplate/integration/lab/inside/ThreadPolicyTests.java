package io.bedplate.integration.lab.inside;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom a guest shares a core with. */
@Tag("lab")
final class ThreadPolicyTests {

    private static GuestOrder order(String name, int vcpus, String policy) {
        return new GuestOrder(name, vcpus, 64,
                Map.of("hw:cpu_policy", "dedicated", "hw:cpu_thread_policy", policy, "hw:mem_page_size", "2048"));
    }

    @Test
    void anIsolatedVcpuKeepsTheOtherThreadOfItsCoreFromEverybody() {
        try (var host = ComputeHost.open()) {
            var alone = host.spawn(order("isolated", 1, "isolate"));
            var cell = alone.placement().cells().getFirst();
            var core = cell.pinnedCpus().or(cell.blockedCpus());

            assertThat(cell.blockedCpus().size()).isEqualTo(1);
            assertThat(host.agent().host().cores()).contains(core);
            assertThat(alone.process().allowedForVcpu(0)).isEqualTo(cell.pinnedCpus());

            // Three cores are for guests, so three more threads are left where four would be without the policy.
            for (int guest = 0; guest < 2; guest++) {
                var other = host.spawn(order("stranger-" + guest, 2, "prefer"));
                for (int vcpu = 0; vcpu < 2; vcpu++) {
                    assertThat(other.process().allowedForVcpu(vcpu).intersects(core)).isFalse();
                }
            }
            assertThat(host.refusal(order("one-too-many", 1, "prefer")).sentence()).contains("1 ").contains("0 free");
        }
    }

    @Test
    void aRequiredPairIsRefusedWhereNoCoreHasBothThreadsFree() {
        try (var host = ComputeHost.open()) {
            for (int guest = 0; guest < 3; guest++) {
                var single = host.spawn(order("single-" + guest, 1, "isolate"));
                assertThat(single.process().allowedForVcpu(0))
                        .isEqualTo(single.pcpuOf(0));
            }
            assertThat(host.refusal(order("pair", 2, "require")).reasons()).isNotEmpty();
        }
    }
}
