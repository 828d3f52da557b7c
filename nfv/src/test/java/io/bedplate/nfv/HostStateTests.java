package io.bedplate.nfv;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostUsage;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.sriov.PciNumaPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HostStateTests {
    private static final long GIB = 1 << 20;

    @Test
    void claimsEverythingAPlanNames() {
        var hosts = Hosts.fourCores().pool(0, PageSize.GIB_1, 4, 4).pf("0000:01:00.0", 0, "0000:01:01.0");
        var request = Requests.dedicated(2).threads(CpuThreadPolicy.ISOLATE).emulator(EmulatorThreadPolicy.ISOLATE)
                .memory(2 * GIB).pages(PageSize.GIB_1).vfs(1, PciNumaPolicy.REQUIRED).build();
        var usage = hosts.state().with(PinningTests.plan(hosts.state(), request)).usage();
        assertThat(usage.pinnedCpus()).isEqualTo(CpuSet.parse("0-2,4-5"));
        assertThat(usage.memoryMib()).containsOnly(Map.entry(0, 2048L));
        assertThat(usage.pages().get(0)).containsOnly(Map.entry(PageSize.GIB_1, 2L));
        assertThat(usage.pci()).containsExactly(PciAddress.parse("0000:01:01.0"));
    }

    @Test
    void claimsNothingForEmulatorThreadsAmongVcpus() {
        var hosts = Hosts.empty().cell(0, 16 * GIB, "0", "1", "2").dedicated("1-2").shared("0");
        var plan = PinningTests.plan(hosts.state(),
                Requests.dedicated(1).emulator(EmulatorThreadPolicy.SHARE).build());
        assertThat(hosts.state().with(plan).usage().pinnedCpus()).isEqualTo(CpuSet.of(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isUndoneByTheOppositeAndToldByItsUsage(long seed) {
        int claimed = 0;
        for (int i = 0; i < 2000; i++) {
            var random = new Random(seed * 7919 + i);
            var host = new RandomHosts(random).next();
            var request = new RandomRequests(random).next();
            if (NfvPlanner.plan(host.state(), request) instanceof Plan plan) {
                claimed++;
                var before = host.state();
                var after = before.with(plan);
                var without = after.without(plan.placement(), plan.memoryKib());
                assertThat(without.usage()).as("case %d", i).isEqualTo(before.usage());
                var told = HostState.of(host.topology(), host.config(), after.usage());
                assertThat(told.usage()).as("case %d", i).isEqualTo(after.usage());
                assertThat(NfvPlanner.plan(without, request)).isEqualTo(plan);
                assertDisjoint(before.usage(), plan);
            }
        }
        assertThat(claimed).isGreaterThan(200);
    }

    private static void assertDisjoint(HostUsage before, Plan plan) {
        assertThat(before.pinnedCpus().intersects(plan.placement().dedicatedCpus())).isFalse();
    }

    @Test
    void refusesToClaimOrReleaseTwice() {
        var hosts = Hosts.fourCores().pf("0000:01:00.0", 0, "0000:01:01.0");
        var plan = PinningTests.plan(hosts.state(), Requests.dedicated(2).vfs(1, PciNumaPolicy.LEGACY).build());
        var claimed = hosts.state().with(plan);
        assertThatThrownBy(() -> claimed.with(plan.placement())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0,4").hasMessageContaining("0000:01:01.0");
        assertThatThrownBy(() -> hosts.state().without(plan.placement()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void spreadsAFloatingGuestOverTheHost() {
        var hosts = Hosts.empty().cell(0, 3 * GIB, "0", "1").cell(0, GIB, "2").dedicated("").shared("0-2");
        var plan = PinningTests.plan(hosts.state(), Requests.floating(3, 2 * GIB).build());
        var usage = hosts.state().with(plan).usage();
        assertThat(usage.sharedVcpus()).containsEntry(0, 2).containsEntry(1, 1);
        assertThat(usage.memoryMib()).containsEntry(0, 1536L).containsEntry(1, 512L);
        assertThatThrownBy(() -> hosts.state().with(plan.placement())).isInstanceOf(IllegalArgumentException.class);
        assertThat(hosts.state().with(plan).without(plan.placement(), plan.memoryKib()).usage())
                .isEqualTo(HostUsage.NONE);
    }

    @Test
    void remembersPinsThatNobodyMayHave() {
        var state = Hosts.fourCores().dedicated("1-7").pinned("0,40").state();
        assertThat(state.usage().pinnedCpus()).isEqualTo(CpuSet.parse("0,40"));
    }

    @Test
    void warnsOfSettingsThatDoNotFitTheHost() {
        var state = Hosts.singleThreaded(1, 4).dedicated("1-9").shared("0-1,12").network("red", 5).tunnel(6)
                .memoryUsed(3, 1).state();
        assertThat(state.warnings()).containsExactlyInAnyOrderElementsOf(List.of(
                "CPUs 4-9 of the dedicated set are offline: never used",
                "CPUs 12 of the shared set are offline: never used",
                "CPUs 1 are in the dedicated and in the shared set: taken as dedicated",
                "physical network red names cells [5], which are not there",
                "tunnel names cells [6], which are not there", "usage names cells [3], which are not there"));
        assertThat(Hosts.fourCores().state().warnings()).isEmpty();
    }
}
