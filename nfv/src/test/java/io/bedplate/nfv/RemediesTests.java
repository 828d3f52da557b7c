package io.bedplate.nfv;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.bedplate.host.PageSize;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.sriov.PciNumaPolicy;

import static org.assertj.core.api.Assertions.assertThat;

final class RemediesTests {
    private static final long GIB = 1 << 20;

    @Test
    void hasNoneForWhatFits() {
        assertThat(Remedies.of(Hosts.fourCores().state(), Requests.dedicated(1).build())).isEmpty();
    }

    @Test
    void namesNoCpuNeedlessly() {
        var host = Hosts.fourCores().pinned("0-2").state();
        var request = Requests.dedicated(3).threads(CpuThreadPolicy.ISOLATE).build();
        assertThat(sentences(host, request)).containsExactly("cell 0 had CPUs 0-1 more free",
                "the request had CPU thread policy prefer");
    }

    @Test
    void namesTheGuestToMove() {
        var empty = Hosts.fourCores().state();
        var small = PinningTests.plan(empty, Requests.dedicated(2).build());
        var big = PinningTests.plan(empty.with(small), Requests.dedicated(4).build());
        var host = empty.with(small).with(big);
        var claims = List.of(claim("small", small), claim("big", big));
        assertThat(Remedies.of(host, Requests.dedicated(5).build(), claims))
                .contains(new Remedy.Moving(List.of("big"))).doesNotContain(new Remedy.Moving(List.of("small")));
        assertThat(Remedies.of(host, Requests.dedicated(8).build(), claims)).first()
                .extracting(Remedy::sentence).isEqualTo("guests big and small were moved away");
    }

    @Test
    void namesPagesMemoryAndDevices() {
        var hosts = Hosts.fourCores().pool(0, PageSize.GIB_1, 4, 4).pagesUsed(0, PageSize.GIB_1, 3)
                .memoryUsed(0, 3 << 10);
        assertThat(sentences(hosts.state(), Requests.dedicated(1).memory(2 * GIB).pages(PageSize.GIB_1).build()))
                .containsExactly("cell 0 had 1 pages of 1 GiB more free", "the request had pages of 4 KiB");
        var full = Hosts.singleThreaded(1, 2).memoryUsed(0, 15 << 10).pf("0000:01:00.0", 0, "0000:01:01.0")
                .given("0000:01:01.0");
        assertThat(sentences(full.state(), Requests.dedicated(1).memory(2 * GIB).vfs(1, PciNumaPolicy.LEGACY).build()))
                .containsExactly("cell 0 had 1024 MiB of memory more free and PCI functions [0000:01:01.0] were free");
    }

    @Test
    void freesOnAllCellsOnlyWhereOneIsNotEnough() {
        var host = Hosts.singleThreaded(2, 2).pinned("0-3").state();
        assertThat(sentences(host, Requests.dedicated(1, 1).build()))
                .containsExactly("cell 0 had CPUs 0 more free and cell 1 had CPUs 2 more free");
    }

    @Test
    void freesFloatingVcpus() {
        var host = Hosts.singleThreaded(1, 4).dedicated("3").shared("0-2").floating(0, 3).state();
        assertThat(sentences(host, Requests.floating(1, GIB).build()))
                .containsExactly("cell 0 had room for 1 floating vCPUs more free");
    }

    @Test
    void namesWishesToRelax() {
        var hosts = Hosts.singleThreaded(2, 2).pool(0, PageSize.MIB_2, 1024, 1024).pf("0000:01:00.0", 1,
                "0000:01:01.0");
        assertThat(sentences(hosts.state(), Requests.dedicated(1).pages(PageSize.GIB_1).build()))
                .containsExactly("the request had pages of 2 MiB", "the request had pages of 4 KiB");
        assertThat(sentences(hosts.state(), Requests.dedicated(2).emulator(EmulatorThreadPolicy.ISOLATE).build()))
                .containsExactly("the request had emulator threads policy share");
        assertThat(sentences(hosts.state(), Requests.dedicated(2).isolatedIoThreads(1).build()))
                .containsExactly("the request had I/O threads policy share");
        assertThat(sentences(hosts.state(), Requests.dedicated(1).pages(new PageSizeWish.Large())
                .vfs(1, PciNumaPolicy.REQUIRED).build()))
                .containsExactly("the request had pages of 4 KiB", "the request had PCI NUMA policy preferred");
        assertThat(sentences(hosts.pinned("0-1").state(), Requests.cells().cell(1, 1, GIB, OptionalInt.of(0)).build()))
                .contains("the request had no host cells named");
    }

    @Test
    void isTrueWhateverTheHost() {
        int remedies = 0;
        for (int i = 0; i < 3000; i++) {
            var random = new Random(97 + i);
            var host = new RandomHosts(random).next().state();
            var request = new RandomRequests(random).next();
            for (var remedy : Remedies.of(host, request)) {
                remedies++;
                if (remedy instanceof Remedy.Asking asking) {
                    assertThat(NfvPlanner.plan(host, asking.instead())).isInstanceOf(Plan.class);
                }
                if (remedy instanceof Remedy.Freeing freeing) {
                    assertThat(freeing.cells().isEmpty() && freeing.devices().isEmpty()).isFalse();
                    freeing.cells().forEach(cell -> assertThat(host.usage().pinnedCpus().containsAll(cell.pcpus()))
                            .isTrue());
                }
            }
        }
        assertThat(remedies).isGreaterThan(500);
    }

    private static Claim claim(String name, Plan plan) {
        return new Claim(name, plan.placement(), plan.memoryKib());
    }

    private static List<String> sentences(HostState host, NfvRequest request) {
        return Remedies.of(host, request).stream().map(Remedy::sentence).toList();
    }
}
