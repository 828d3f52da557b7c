package io.bedplate.nfv;

import java.util.Locale;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.PageSize;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** The page-size cases that Nova documents: 4 KiB plenty, 512 pages of 2 MiB, 4 of 1 GiB. */
final class PageTests {
    @ParameterizedTest
    @CsvSource({"1024, small, 4", "1024, large, 1048576", "1024, any, 1048576", "1536, large, none", "1536, any, 4",
            "1024, 2048, 2048", "1024, 1048576, 1048576", "1536, 1048576, none", "5120, large, none",
            "1024, unset, unset", "1000, large, 2048", "1024, 16384, none"})
    void negotiatesAsDocumented(long mib, String wish, String wanted) {
        var host = Hosts.fourCores().pool(0, PageSize.MIB_2, 512, 512).pool(0, PageSize.GIB_1, 4, 4).state();
        var request = Requests.dedicated(2).memory(mib << 10).pages(wish(wish)).build();
        var found = switch (NfvPlanner.plan(host, request)) {
            case Plan plan -> plan.placement().cells().getFirst().pageSize().map(size -> "" + size.kib())
                    .orElse("unset");
            case Rejection _ -> "none";
        };
        assertThat(found).isEqualTo(wanted);
    }

    private static PageSizeWish wish(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "unset" -> new PageSizeWish.Unset();
            case "small" -> new PageSizeWish.Small();
            case "large" -> new PageSizeWish.Large();
            case "any" -> new PageSizeWish.Any();
            default -> new PageSizeWish.Exact(PageSize.parse(text));
        };
    }

    @Test
    void leavesReservedAndForeignPagesAlone() {
        var hosts = Hosts.fourCores().pool(0, PageSize.GIB_1, 8, 5).reserved(0, PageSize.GIB_1, 2);
        var request = Requests.dedicated(1).pages(PageSize.GIB_1);
        assertThat(NfvPlanner.plan(hosts.state(), request.memory(3 << 20).build())).isInstanceOf(Plan.class);
        assertThat(PinningTests.reasons(hosts.state(), request.memory(4 << 20).build()))
                .containsExactly(new Reason.TooFewPages(new Reason.Place(OptionalInt.empty(),
                        OptionalInt.of(0)), PageSize.GIB_1, 4, 3));
    }

    @Test
    void neverOvercommitsWhatADedicatedGuestGets() {
        var hosts = Hosts.fourCores().memoryUsed(0, 15 << 10).shared("8");
        var two = 2 << 20;
        assertThat(PinningTests.reasons(hosts.state(), Requests.dedicated(1).memory(two).ratios(1, 2).build()))
                .extracting(Reason::sentence).containsExactly("cell 0: 2048 MiB of memory wanted, 1024 free");
        var open = Hosts.empty().cell(0, 16 << 20, "0", "1").memoryUsed(0, 15 << 10).state();
        var shared = Requests.cells().policy(CpuPolicy.SHARED).cell(1, 0, two).ratios(1, 2).build();
        assertThat(NfvPlanner.plan(open, shared)).isInstanceOf(Plan.class);
    }
}
