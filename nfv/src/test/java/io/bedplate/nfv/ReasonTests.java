package io.bedplate.nfv;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.PageSize;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologyWish;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ReasonTests {
    private static final long GIB = 1 << 20;

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "ISOLATE; 4; 0; TOO_FEW_WHOLE_CORES; cell 0: 4 whole cores wanted, 3 free",
            "PREFER; 8; 0; TOO_FEW_DEDICATED_CPUS; cell 0: 8 dedicated CPUs wanted, 7 free",
            "REQUIRE; 7; 0; TOO_FEW_SIBLING_THREADS; cell 0: 7 threads on cores with two free threads wanted, 6 free"})
    void tellsWhichCpusAreShort(CpuThreadPolicy policy, int vcpus, String pinned, String code, String sentence) {
        var reason = only(Hosts.fourCores().pinned(pinned), Requests.dedicated(vcpus).threads(policy));
        assertThat(reason.code()).isEqualTo(code);
        assertThat(reason.sentence()).isEqualTo(sentence);
        assertThat(reason.cell()).hasValue(0);
        assertThat(reason.wanted()).isEqualTo(vcpus);
    }

    @Test
    void tellsThatTheEmulatorHasNoCpu() {
        assertThat(only(Hosts.fourCores(), Requests.dedicated(8).emulator(EmulatorThreadPolicy.ISOLATE)).sentence())
                .isEqualTo("cell 0: 1 dedicated CPU for the emulator threads wanted, 0 free");
    }

    @Test
    void tellsThatIoThreadsHaveTooFewCpus() {
        var request = Requests.dedicated(6).emulator(EmulatorThreadPolicy.ISOLATE).isolatedIoThreads(3);
        var reason = only(Hosts.fourCores(), request);
        assertThat(reason.code()).isEqualTo("TOO_FEW_CPUS_FOR_IO_THREADS");
        assertThat(reason.sentence()).isEqualTo("cell 0: 3 dedicated CPUs for the I/O threads wanted, 1 free");
        assertThat(PinningTests.reasons(Hosts.fourCores().state(), Requests.floating(1, GIB).isolatedIoThreads(1)
                .build())).extracting(Reason::sentence).containsExactly("isolated I/O threads need a guest cell");
    }

    @Test
    void tellsWhichPagesAreShort() {
        var hosts = Hosts.fourCores().pool(0, PageSize.MIB_2, 512, 512);
        assertThat(only(hosts, Requests.dedicated(1).memory(3 * GIB).pages(PageSize.MIB_2)).sentence())
                .isEqualTo("cell 0: 1536 pages of 2 MiB wanted, 512 free");
        assertThat(only(hosts, Requests.dedicated(1).pages(PageSize.GIB_1)).code()).isEqualTo("NO_SUCH_PAGES");
        assertThat(only(hosts, Requests.dedicated(1).memory(GIB + 1024).pages(PageSize.MIB_2)).sentence())
                .isEqualTo("cell 0: 1049600 KiB are no whole number of pages of 2 MiB");
        assertThat(only(Hosts.fourCores(), Requests.dedicated(1).pages(new PageSizeWish.Large())).code())
                .isEqualTo("NO_HUGE_PAGES");
    }

    @Test
    void tellsEveryCellOfTheHost() {
        var reasons = PinningTests.reasons(Hosts.singleThreaded(3, 4).pinned("0").state(),
                Requests.dedicated(1, 5).build());
        assertThat(reasons).extracting(Reason::sentence).containsExactly(
                "guest cell 1 on cell 0: 5 dedicated CPUs wanted, 3 free",
                "guest cell 1 on cell 1: 5 dedicated CPUs wanted, 4 free",
                "guest cell 1 on cell 2: 5 dedicated CPUs wanted, 4 free");
        assertThat(new Rejection(reasons).sentence())
                .isEqualTo("guest cell 1 on cell 1: 5 dedicated CPUs wanted, 4 free (and 2 more)");
    }

    @Test
    void tellsWhichCellsAreContested() {
        var reason = only(Hosts.singleThreaded(3, 4).pinned("0,4"), Requests.dedicated(4, 4, 1));
        assertThat(reason).isEqualTo(new Reason.CellsContested(List.of(0, 1), List.of(2)));
        assertThat(reason.sentence()).isEqualTo("guest cells [0, 1] fit only on cells [2], one on each");
    }

    @Test
    void tellsWhichCellIsMissing() {
        assertThat(only(Hosts.singleThreaded(1, 4), Requests.dedicated(1, 1))).isEqualTo(new Reason.TooFewCells(2, 1));
        assertThat(only(Hosts.singleThreaded(2, 4), Requests.cells().cell(1, 1, GIB, OptionalInt.of(7))).sentence())
                .isEqualTo("guest cell 0 wants host cell 7, which is not there");
    }

    @Test
    void tellsWhichNetworkIsOutOfReach() {
        var hosts = Hosts.singleThreaded(2, 2).network("red", 1).tunnel(1).pinned("2-3");
        assertThat(PinningTests.reasons(hosts.state(), Requests.dedicated(1).network("red").tunneled().build()))
                .extracting(Reason::sentence)
                .containsExactly("physical network red is near cells [1], none of which can take a cell of the guest",
                        "the tunnel endpoint is near cells [1], none of which can take a cell of the guest");
    }

    @Test
    void tellsWhichDevicesAreShortOrTooFar() {
        var hosts = Hosts.singleThreaded(2, 2).pf("0000:01:00.0", 1, "0000:01:01.0", "0000:01:01.1").pinned("2-3");
        assertThat(only(hosts, Requests.dedicated(1).vfs(3, PciNumaPolicy.PREFERRED)))
                .isEqualTo(new Reason.TooFewDevices("8086:154c (VF)", 3, 2));
        assertThat(only(hosts, Requests.dedicated(1).vfs(1, PciNumaPolicy.REQUIRED)))
                .isEqualTo(new Reason.DevicesTooFar("8086:154c (VF)", PciNumaPolicy.REQUIRED, 1, 0));
        assertThat(only(hosts, Requests.dedicated(1).vfs(1, PciNumaPolicy.REQUIRED)).sentence()).startsWith(
                "host: 1 PCI functions 8086:154c (VF) wanted by policy required, 0 free within reach");
    }

    @Test
    void tellsThatOnlyTheCombinationFails() {
        var hosts = Hosts.singleThreaded(3, 2).network("red", 0).network("blue", 1).tunnel(2);
        var reason = only(hosts, Requests.dedicated(1, 1).network("red").network("blue").tunneled());
        assertThat(reason.sentence()).isEqualTo("each can be met, but not all together: 2 guest cells, "
                + "physical network blue, physical network red, the tunnel endpoint");
        var pf = Hosts.singleThreaded(1, 2).pf("0000:01:00.0", 0, "0000:01:01.0");
        assertThat(only(pf, Requests.dedicated(1).pfs(1, PciNumaPolicy.LEGACY).vfs(1, PciNumaPolicy.LEGACY)).code())
                .isEqualTo("NO_COMMON_CHOICE");
    }

    @Test
    void tellsWhatAFloatingGuestLacks() {
        var hosts = Hosts.singleThreaded(2, 4).dedicated("4-7").shared("0-3").floating(0, 3).memoryUsed(1, 31 << 10);
        assertThat(PinningTests.reasons(hosts.state(), Requests.floating(2, 2 * GIB).build()))
                .extracting(Reason::sentence).containsExactly("host: 2 floating vCPUs wanted, 1 free",
                        "host: 2048 MiB of memory wanted, 1024 free");
        assertThat(only(hosts, Requests.floating(5, GIB)).code()).isEqualTo("TOO_FEW_SHARED_CPUS");
        assertThat(only(hosts, Requests.floating(1, GIB).vfs(1, PciNumaPolicy.LEGACY)).code())
                .isEqualTo("TOO_FEW_DEVICES");
    }

    @Test
    void tellsWhatContradictsItself() {
        assertThat(only(Hosts.fourCores(), Requests.floating(1, GIB).policy(CpuPolicy.DEDICATED)).code())
                .isEqualTo("INVALID_REQUEST");
        assertThat(only(Hosts.fourCores(), Requests.floating(1, GIB).emulator(EmulatorThreadPolicy.ISOLATE)).code())
                .isEqualTo("INVALID_REQUEST");
        var one = OptionalInt.of(1);
        var limits = new CpuTopologyWish(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), one, one, one);
        assertThat(only(Hosts.fourCores(), Requests.dedicated(2).topology(limits)).sentence())
                .contains("guest topology of 2 vCPUs");
        var many = Requests.dedicated(1);
        IntStream.range(0, 63).forEach(i -> many.wish(new PciRequest(Optional.of("8086"),
                Optional.of("%04x".formatted(i)), Optional.empty(), 1, PciNumaPolicy.LEGACY)));
        assertThat(only(Hosts.fourCores(), many).code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void isNeverWithoutAReason() {
        assertThatThrownBy(() -> new Rejection(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Reason only(Hosts hosts, Requests requests) {
        var reasons = PinningTests.reasons(hosts.state(), requests.build());
        assertThat(reasons).hasSize(1);
        return reasons.getFirst();
    }
}
