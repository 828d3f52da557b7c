package io.bedplate.nfv;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDeviceType;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.sriov.PciNumaPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** The cases that Nova's fit gets wrong since its memory of earlier fits came in (commit 099a6f63, bug 1978372). */
final class NovaDefectTests {
    private static final long GIB = 1 << 20;

    /** Defect A: the memory is keyed by an id that the fit overwrites. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"0 3 1 2; 1 3; true", "1 1 1; 1 1 3; false", "2 4 4 2; 4 2 3; true",
            "2 4 0 3; 1 1 4; true"})
    void pinsEveryCellWhereItLies(String free, String wanted, boolean fits) {
        var counts = List.of(free.split(" ")).stream().map(Integer::parseInt).toList();
        var hosts = Hosts.singleThreaded(counts.size(), 4);
        var pinned = CpuSet.empty();
        for (int cell = 0; cell < counts.size(); cell++) {
            pinned = pinned.or(CpuSet.range(4 * cell, 4 * cell + 3 - counts.get(cell)));
        }
        var host = hosts.pinned(pinned.toString()).state();
        var request = Requests.dedicated(List.of(wanted.split(" ")).stream().mapToInt(Integer::parseInt).toArray())
                .build();
        switch (NfvPlanner.plan(host, request)) {
            case Plan plan -> {
                assertThat(fits).isTrue();
                assertPinnedAtHome(plan, pinned);
            }
            case Rejection rejection -> {
                assertThat(fits).isFalse();
                assertThat(rejection.reasons()).isNotEmpty();
            }
        }
    }

    private static void assertPinnedAtHome(Plan plan, CpuSet pinned) {
        var taken = pinned;
        for (var cell : plan.placement().cells()) {
            var pins = cell.pinnedCpus();
            assertThat(pins.size()).isEqualTo(cell.vcpus().size());
            assertThat(CpuSet.range(4 * cell.hostCell(), 4 * cell.hostCell() + 3).containsAll(pins)).isTrue();
            assertThat(taken.intersects(pins)).isFalse();
            taken = taken.or(pins);
        }
    }

    /** Defect A with devices: the cells of an earlier try leave their pins behind. */
    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1", "1, 0"})
    void pinsWhereTheDevicesLeadTo(int first, int second) {
        var hosts = Hosts.singleThreaded(3, 4).plain("0000:01:00.0", "aaaa", first)
                .plain("0000:02:00.0", "bbbb", second);
        var plan = PinningTests.plan(hosts.state(), Requests.dedicated(2, 2)
                .devices("aaaa", PciDeviceType.PCI, 1, PciNumaPolicy.REQUIRED)
                .devices("bbbb", PciDeviceType.PCI, 1, PciNumaPolicy.REQUIRED).build());
        assertPinnedAtHome(plan, CpuSet.empty());
        assertThat(plan.placement().cells()).extracting(PlacedCell::hostCell)
                .containsExactlyInAnyOrder(first, second);
    }

    /** Defect A, wrong yes: 100 GiB of 2 MiB pages on a host whose cells have 48 GiB. */
    @Test
    void refusesACellTooBigForAllWhateverTheOthersFound() {
        var hosts = Hosts.singleThreaded(4, 4);
        for (int cell = 0; cell < 4; cell++) {
            hosts.pool(cell, PageSize.MIB_2, 2048, 2048);
        }
        var request = Requests.dedicated(1, 1, 1, 1).memory(GIB, GIB, GIB, 100 * GIB).pages(PageSize.MIB_2).build();
        assertThat(PinningTests.reasons(hosts.state(), request)).hasSize(4)
                .allSatisfy(reason -> assertThat(reason.code()).isEqualTo("TOO_FEW_PAGES"));
    }

    /** Defect B: the page size of the first cell tried must not bind the next. */
    @Test
    void triesEveryPageSizeOnEveryCell() {
        var hosts = Hosts.empty().cell(0, 16 * GIB, "0,4", "1,5").cell(0, 16 * GIB, "2,6", "3,7")
                .pool(0, PageSize.GIB_1, 4, 4).pool(1, PageSize.MIB_2, 1024, 1024).dedicated("0-7").pinned("0-1,2");
        var request = Requests.dedicated(2).threads(CpuThreadPolicy.REQUIRE).pages(new PageSizeWish.Large()).build();
        var cell = PinningTests.plan(hosts.state(), request).placement().cells().getFirst();
        assertThat(cell.hostCell()).isEqualTo(1);
        assertThat(cell.pageSize()).contains(PageSize.MIB_2);
        assertThat(cell.pinnedCpus()).isEqualTo(CpuSet.of(3, 7));
        assertThat(request.pageSize()).isEqualTo(new PageSizeWish.Large());
    }

    /** Defect C: one page size for all cells while one does for all. */
    @Test
    void mixesPageSizesOnlyWhereNoSingleOneFits() {
        var hosts = Hosts.singleThreaded(2, 4).pool(0, PageSize.GIB_1, 4, 4).pool(0, PageSize.MIB_2, 1024, 1024)
                .pool(1, PageSize.MIB_2, 1024, 1024);
        var request = Requests.dedicated(2, 2).pages(new PageSizeWish.Large()).build();
        assertThat(PinningTests.plan(hosts.state(), request).placement().cells())
                .allSatisfy(cell -> assertThat(cell.pageSize()).contains(PageSize.MIB_2));
        var full = hosts.pagesUsed(0, PageSize.MIB_2, 1024).state();
        var mixed = PinningTests.plan(full, request);
        assertThat(mixed.placement().cells()).extracting(cell -> cell.pageSize().orElseThrow())
                .containsExactlyInAnyOrder(PageSize.GIB_1, PageSize.MIB_2);
        assertThat(mixed.remarks()).hasSize(1);
    }
}
