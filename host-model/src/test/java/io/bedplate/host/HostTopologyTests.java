package io.bedplate.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HostTopologyTests {
    private static NumaCell cell(int id, String cpus) {
        return new NumaCell(id, OptionalInt.of(0), CpuSet.parse(cpus), 16 << 20,
                List.of(new PagePool(PageSize.GIB_1, 4, 1), new PagePool(PageSize.MIB_2, 512, 500)));
    }

    @Test
    void cellsStandInAscendingOrderWithTheirGaps() {
        var host = new HostTopology("h", "x86_64", List.of(cell(4, "2-3"), cell(1, "0-1")), List.of(), List.of(),
                List.of(), List.of());

        assertThat(host.cells()).extracting(NumaCell::id).containsExactly(1, 4);
        assertThat(host.cell(4)).hasValueSatisfying(found -> assertThat(found.cpus()).hasToString("2-3"));
        assertThat(host.cell(0)).isEmpty();
        assertThat(host.onlineCpus()).hasToString("0-3");
    }

    @Test
    void smallPageMemoryIsWhatThePoolsLeave() {
        var cell = cell(0, "0");
        assertThat(cell.smallPageKib()).isEqualTo((16L << 20) - (4L << 20) - (1L << 20));
        assertThat(cell.pool(PageSize.MIB_2)).contains(new PagePool(PageSize.MIB_2, 512, 500));
        assertThat(cell.pools()).extracting(PagePool::size).containsExactly(PageSize.MIB_2, PageSize.GIB_1);
        assertThat(cell.pool(PageSize.KIB_4)).isEmpty();
    }

    @Test
    void aPoolCannotHaveMoreFreePagesThanPages() {
        assertThatThrownBy(() -> new PagePool(PageSize.MIB_2, 1, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 MiB");
    }

    @Test
    void usageIsCopied() {
        var pages = new TreeMap<PageSize, Long>(Map.of(PageSize.MIB_2, 5L));
        var usage = new HostUsage(CpuSet.of(1), new TreeMap<>(Map.of(0, 2)), new TreeMap<>(Map.of(0, 64L)),
                new TreeMap<>(Map.of(0, pages)), new TreeSet<>(List.of(PciAddress.parse("0000:00:01.0"))));
        pages.clear();

        assertThat(usage.pages()).isEqualTo(Map.of(0, Map.of(PageSize.MIB_2, 5L)));
        assertThat(HostUsage.NONE.pages()).isEmpty();
        assertThat(HostConfig.NONE.dedicatedCpus()).isEmpty();
    }

    @Test
    void aFlavorHasAtLeastOneVcpu() {
        var specs = ExtraSpecs.of(Map.of("hw:cpu_policy", "dedicated"));
        assertThat(new Flavor(1, 1, specs).extraSpecs().get("hw:cpu_policy")).contains("dedicated");
        assertThatThrownBy(() -> new Flavor(0, 1, specs)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ImageProperties.of(Map.of()).get("hw_cpu_policy")).isEmpty();
    }

    @Test
    void aPlacementKnowsThePcpusItHoldsAlone() {
        var cell = new GuestPlacement.PlacedCell(0, 0, CpuSet.of(0, 1), new TreeMap<>(Map.of(0, 4, 1, 6)),
                CpuSet.empty(), CpuSet.of(5, 7), 1024, Optional.empty());
        var placement = new GuestPlacement(List.of(cell), CpuSet.empty(), CpuSet.of(1),
                new GuestPlacement.IoThreads(2, CpuSet.of(9, 11)), CpuSet.empty(), false, new GuestCpuTopology(2, 1, 1),
                List.of());

        assertThat(placement.dedicatedCpus()).hasToString("4-7,9,11");
        assertThat(placement.ioThreads().cpusOf(2)).isEqualTo(CpuSet.of(11));
        assertThat(placement.ioThreads().cpusOf(3).isEmpty()).isTrue();
        assertThatThrownBy(() -> new GuestPlacement.IoThreads(2, CpuSet.of(9)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(placement.topology().vcpus()).isEqualTo(2);
        assertThatThrownBy(() -> new GuestCpuTopology(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
