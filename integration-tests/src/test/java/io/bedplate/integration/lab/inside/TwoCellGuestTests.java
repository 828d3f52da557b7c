package io.bedplate.integration.lab.inside;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.sriov.PciNumaPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** A guest of two cells on two cells of the host, with a function of a card that hangs on one of them. */
@Tag("lab")
@TestInstance(Lifecycle.PER_CLASS)
final class TwoCellGuestTests {
    private static final long MIB_2 = 2048;

    private final Card card = Card.ofCell(2, 1);
    private final ComputeHost host = ComputeHost.open();
    private final LabGuest guest = host.spawn(new GuestOrder("two-cells", 2, 512, Map.of("hw:cpu_policy", "dedicated",
            "hw:mem_page_size", "2048", "hw:numa_nodes", "2", "hw:emulator_threads_policy", "share"))
            .with(Card.function(PciNumaPolicy.REQUIRED)));

    @AfterAll
    void end() {
        host.close();
        card.close();
    }

    private PlacedCell cell(int id) {
        return guest.placement().cells().get(id);
    }

    @Test
    void theCellsAreNeighboursAndTheGuestSeesHowFarApartTheyAre() {
        var distances = host.agent().host().distances();
        int apart = distances.get(cell(0).hostCell()).get(cell(1).hostCell());

        assertThat(apart).isEqualTo(12);
        assertThat(guest.wordsOf("cell 0")).startsWith("cpus=0 ").endsWith("distances=10,12");
        assertThat(guest.wordsOf("cell 1")).startsWith("cpus=1 ").endsWith("distances=12,10");
    }

    @Test
    void halfOfTheMemoryLiesInEach() {
        assertThat(guest.process().hugeKib(MIB_2))
                .isEqualTo(Map.of(cell(0).hostCell(), 256L << 10, cell(1).hostCell(), 256L << 10));
    }

    @Test
    void eachVcpuRunsInItsCell() {
        for (int vcpu = 0; vcpu < 2; vcpu++) {
            assertThat(guest.process().allowedForVcpu(vcpu)).isEqualTo(guest.pcpuOf(vcpu));
            assertThat(host.agent().host().cell(cell(vcpu).hostCell()).orElseThrow().cpus()
                    .containsAll(cell(vcpu).pinnedCpus())).isTrue();
        }
    }

    @Test
    void theGuestSeesTheFunctionInItsOwnCellNearTheCard() {
        int near = cell(0).hostCell() == 2 ? 0 : 1;

        assertThat(cell(near).hostCell()).isEqualTo(2);
        assertThat(guest.words()).filteredOn(line -> line.contains("id=0x8086:0x10ca"))
                .singleElement().satisfies(line -> assertThat(line).endsWith("cell=" + near));
    }
}
