package io.bedplate.agent.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.bedplate.agent.Claim;
import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.HostView;
import io.bedplate.agent.Samples;
import io.bedplate.agent.metrics.HostFigures.Pool;
import io.bedplate.fake.HostShape;
import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.HostConfig;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDevice;

import static org.assertj.core.api.Assertions.assertThat;

/** Two cells of eight pCPUs, 512 pages of 2 MiB and four virtual functions each. */
final class HostFiguresTests {
    private static final HostTopology HOST = new HostShape("two", 2, 8, 1, 16384, 512, 0, 4).topology();
    private static final int PAGES = 64;

    /** Two pinned vCPUs on cell 1, 64 pages, one virtual function. */
    private static Claim claim() {
        var none = CpuSet.empty();
        var cell = new PlacedCell(0, 1, CpuSet.of(0, 1), Samples.pins(0, 8, 1, 9), none, none, PAGES * 2048L,
                Optional.of(PageSize.MIB_2));
        var pf = HOST.pci().stream().filter(device -> !device.vfs().isEmpty())
                .filter(device -> device.cell().orElse(-1) == 1).findFirst().map(PciDevice::vfs).orElseThrow();
        var placement = new GuestPlacement(List.of(cell), none, none, IoThreads.NONE, none, false,
                new GuestCpuTopology(1, 2, 1), List.of(new PlacedDevice(pf.getFirst(),
                        OptionalInt.of(1))));
        return new Claim(Samples.spec("one", placement).placed(2, PAGES * 2048L, placement).equipped(List.of(),
                List.of()), Phase.ACTIVE, Instant.EPOCH);
    }

    private static HostTopology withFree(long free) {
        var cells = HOST.cells().stream().map(cell -> new NumaCell(cell.id(), cell.socket(), cell.cpus(),
                cell.memoryKib(), List.of(new PagePool(PageSize.MIB_2, 512, cell.id() == 1 ? free : 512)))).toList();
        return new HostTopology(HOST.name(), HOST.arch(), cells, HOST.cores(), HOST.distances(), HOST.caches(),
                HOST.pci());
    }

    private static Pool poolOfCell1(long free, boolean active) {
        var claim = claim();
        var figures = HostFigures.of(HostView.of(withFree(free), HostConfig.NONE, List.of(claim)),
                active ? Set.of(claim.id()) : Set.of());
        return figures.pools().get(1);
    }

    @Test
    void pagesOfARunningGuestAreItsOwn() {
        assertThat(poolOfCell1(512 - PAGES, true)).isEqualTo(new Pool(1, PageSize.MIB_2, 512, 512 - PAGES, PAGES, 0));
    }

    @Test
    void pagesThatNoGuestAccountsForAreForeign() {
        assertThat(poolOfCell1(512 - PAGES - 10, true).foreign()).isEqualTo(10);
    }

    @Test
    void pagesOfAStoppedGuestAreClaimedAndFree() {
        assertThat(poolOfCell1(512, false)).isEqualTo(new Pool(1, PageSize.MIB_2, 512, 512, PAGES, 0));
        assertThat(poolOfCell1(512 - 10, false).foreign()).isEqualTo(10);
    }

    @Test
    void pcpusCardsAndPhasesAreCounted() {
        var config = new HostConfig(Optional.of(CpuSet.of(8, 9, 10)), Optional.empty(), List.of(),
                HostConfig.NONE.physicalNetworks(), HostConfig.NONE.tunnelCells());
        var figures = HostFigures.of(HostView.of(HOST, config, List.of(claim())), Set.of());
        assertThat(figures.cells().get(0).dedicated()).isZero();
        assertThat(figures.cells().get(1)).satisfies(cell -> {
            assertThat(cell.dedicated()).isEqualTo(3);
            assertThat(cell.shared()).isZero();
            assertThat(cell.claimed()).isEqualTo(2);
        });
        assertThat(figures.cards()).filteredOn(card -> card.cell().equals("1")).singleElement()
                .satisfies(card -> assertThat(List.of(card.vfs(), card.claimed())).containsExactly(4, 1));
        assertThat(figures.claims()).containsEntry(Phase.ACTIVE, 1L).containsEntry(Phase.LEAVING, 0L)
                .hasSize(Phase.values().length);
    }

    @Test
    void withoutSetsEveryPcpuMayServeEitherUse() {
        var figures = HostFigures.of(HostView.of(HOST, HostConfig.NONE, List.of()), Set.of());
        assertThat(figures.cells()).allSatisfy(cell -> {
            assertThat(cell.dedicated()).isEqualTo(8);
            assertThat(cell.shared()).isEqualTo(8);
        });
    }
}
