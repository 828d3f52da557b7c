package io.bedplate.nfv;

import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.GuestCpuTopology;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologyWish;

import static org.assertj.core.api.Assertions.assertThat;

/** What a guest is told of the threads it lies on. */
final class SiblingThreadsTests {
    private static Hosts twoCoresOfFourThreads() {
        return Hosts.empty().cell(0, 1 << 24, "0-3", "4-7");
    }

    private static GuestCpuTopology seen(Hosts host, Requests request) {
        return ((Plan) NfvPlanner.plan(host.state(), request.build())).placement().topology();
    }

    private static CpuTopologyWish wish(int threads, int sockets, int maxThreads) {
        return new CpuTopologyWish(said(sockets), OptionalInt.empty(), said(threads), OptionalInt.empty(),
                OptionalInt.empty(), said(maxThreads));
    }

    private static OptionalInt said(int number) {
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    @ParameterizedTest
    @CsvSource({"REQUIRE, 2, 2", "REQUIRE, 4, 2", "REQUIRE, 3, 1", "REQUIRE, 1, 1", "PREFER, 2, 1", "ISOLATE, 2, 1"})
    void aGuestThatMustHaveSiblingsSeesThem(CpuThreadPolicy policy, int vcpus, int threads) {
        assertThat(seen(Hosts.fourCores(), Requests.dedicated(vcpus).threads(policy)))
                .isEqualTo(new GuestCpuTopology(vcpus / threads, 1, threads));
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "8, 4", "6, 2", "2, 2", "5, 1"})
    void onWiderCoresAsManyAsAreTogetherEachTime(int vcpus, int threads) {
        assertThat(seen(twoCoresOfFourThreads(), Requests.dedicated(vcpus).threads(CpuThreadPolicy.REQUIRE)))
                .isEqualTo(new GuestCpuTopology(vcpus / threads, 1, threads));
    }

    @ParameterizedTest
    @CsvSource({"1,0,0, 4,1,1", "0,4,0, 4,1,1", "0,0,1, 4,1,1", "0,2,0, 2,1,2", "0,1,0, 1,2,2"})
    void whatFlavorOrImageSayHolds(int wantedThreads, int wantedSockets, int maxThreads, int sockets, int cores,
            int threads) {
        var request = Requests.dedicated(4).threads(CpuThreadPolicy.REQUIRE)
                .topology(wish(wantedThreads, wantedSockets, maxThreads));
        assertThat(seen(Hosts.fourCores(), request)).isEqualTo(new GuestCpuTopology(sockets, cores, threads));
    }

    @Test
    void threadsOfAGuestOfSeveralCellsStayWithinTheirs() {
        var host = Hosts.empty().cell(0, 1 << 24, "0,4", "1,5").cell(1, 1 << 24, "2,6", "3,7");
        assertThat(seen(host, Requests.dedicated(2, 2).threads(CpuThreadPolicy.REQUIRE)))
                .isEqualTo(new GuestCpuTopology(2, 1, 2));
    }
}
