package io.bedplate.integration.lab.inside;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages of 1 GiB: each cell has one. */
@Tag("lab")
final class GibPageTests {
    private static final long GIB_1 = 1 << 20;

    @Test
    void aGuestLiesOnThePageOfItsCellAndGivesItBack() {
        try (var host = ComputeHost.open()) {
            var guest = host.spawn(new GuestOrder("gibibyte", 1, 1024,
                    Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "1GB")));
            var cell = guest.placement().cells().getFirst();

            assertThat(guest.process().hugeKib(GIB_1)).isEqualTo(Map.of(cell.hostCell(), GIB_1));
            assertThat(guest.process().hugePolicies()).containsExactly("bind:" + cell.hostCell());
            assertThat(GuestProcess.freePages(cell.hostCell(), GIB_1)).isZero();
            assertThat(guest.wordsOf("cell 0")).contains("cpus=0 ").containsPattern("memory_kib=9\\d{5} ");

            host.agent().destroy(guest.id());
            assertThat(GuestProcess.freePages(cell.hostCell(), GIB_1)).isEqualTo(1);
        }
    }

    @Test
    void aSecondPageOfACellIsRefusedWithTheNumbers() {
        try (var host = ComputeHost.open()) {
            var refusal = host.refusal(new GuestOrder("two-gibibytes", 1, 2048,
                    Map.of("hw:cpu_policy", "dedicated", "hw:mem_page_size", "1GB")));

            assertThat(refusal.reasons()).allSatisfy(reason -> assertThat(reason.sentence()).contains("wanted"));
            assertThat(refusal.sentence()).contains("2 ").contains("1 free");
        }
    }
}
