package io.bedplate.nfv;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.EmulatorThreadPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** The packing of vCPUs onto cores that Nova documents, and where its documents leave off. */
final class PinningTests {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"1; PREFER; ; 0", "1; REQUIRE; ; 0", "2; PREFER; ; 0 4", "2; REQUIRE; ; 0 4",
            "3; PREFER; ; 0 4 1", "3; REQUIRE; ; 0 4 1", "5; PREFER; ; 0 4 1 5 2", "2; PREFER; 0; 1 5",
            "2; REQUIRE; 0; 1 5", "2; PREFER; 0-3; 4 5", "2; REQUIRE; 0-3; none", "2; ISOLATE; ; 0 1",
            "4; ISOLATE; ; 0 1 2 3", "5; ISOLATE; ; none", "3; ISOLATE; 0; 1 2 3", "4; ISOLATE; 0; none",
            "8; PREFER; ; 0 4 1 5 2 6 3 7", "9; PREFER; ; none", "1; PREFER; 0; 4"})
    void pinsAsDocumented(int vcpus, CpuThreadPolicy policy, String pinned, String wanted) {
        var host = Hosts.fourCores().pinned(pinned == null ? "" : pinned).state();
        var result = NfvPlanner.plan(host, Requests.dedicated(vcpus).threads(policy).build());
        assertThat(pins(result)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"2, PREFER, 1", "3, PREFER, 2", "1, REQUIRE, 1", "3, REQUIRE, 2", "2, ISOLATE, 2", "3, ISOLATE, 3",
            "7, PREFER, 7"})
    void keepsTheEmulatorOffTheSiblingsOfVcpus(int vcpus, CpuThreadPolicy policy, int wanted) {
        var plan = plan(Hosts.fourCores().state(), Requests.dedicated(vcpus).threads(policy)
                .emulator(EmulatorThreadPolicy.ISOLATE).build());
        assertThat(plan.placement().emulatorCpus()).isEqualTo(CpuSet.of(wanted));
        assertThat(plan.remarks()).hasSize(vcpus == 7 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"2, PREFER, 2, 1 5, 0", "4, PREFER, 4, 2-3 6-7, 0", "5, PREFER, 3, 3 6-7, 1", "7, PREFER, 1, 7, 1",
            "3, REQUIRE, 2, 2 6, 0", "2, ISOLATE, 3, 2-3 6, 0"})
    void givesEachIsolatedIoThreadACpuOfItsOwn(int vcpus, CpuThreadPolicy policy, int threads, String wanted,
            int remarks) {
        var plan = plan(Hosts.fourCores().state(), Requests.dedicated(vcpus).threads(policy)
                .isolatedIoThreads(threads).build());
        var pool = new IoThreads(threads, CpuSet.parse(wanted.replace(' ', ',')));
        assertThat(plan.placement().ioThreads()).isEqualTo(pool);
        assertThat(plan.remarks()).hasSize(remarks);
    }

    @Test
    void keepsIoAndEmulatorThreadsApartAndHoldsBoth() {
        var host = Hosts.fourCores().state();
        var request = Requests.dedicated(2).emulator(EmulatorThreadPolicy.ISOLATE).isolatedIoThreads(2).build();
        var plan = plan(host, request);
        assertThat(plan.placement().emulatorCpus()).isEqualTo(CpuSet.of(1));
        assertThat(plan.placement().ioThreads().cpus()).isEqualTo(CpuSet.of(5, 2));
        var claimed = host.with(plan);
        assertThat(claimed.usage().pinnedCpus()).isEqualTo(CpuSet.of(0, 4, 1, 5, 2));
        assertThat(NfvPlanner.plan(claimed, request)).isInstanceOf(Rejection.class);
        assertThat(claimed.without(plan.placement()).usage()).isEqualTo(host.usage());
    }

    @Test
    void listsTheIdleSiblingsOfIsolatedVcpus() {
        var plan = plan(Hosts.fourCores().state(), Requests.dedicated(2).threads(CpuThreadPolicy.ISOLATE).build());
        assertThat(plan.placement().cells().getFirst().blockedCpus()).isEqualTo(CpuSet.parse("4-5"));
    }

    @Test
    void isolatesOnHostsWithoutSiblings() {
        var host = Hosts.singleThreaded(1, 4).state();
        var request = Requests.dedicated(2);
        assertThat(pins(NfvPlanner.plan(host, request.threads(CpuThreadPolicy.ISOLATE).build()))).isEqualTo("0 1");
        assertThat(pins(NfvPlanner.plan(host, request.threads(CpuThreadPolicy.REQUIRE).build()))).isEqualTo("none");
    }

    static Plan plan(HostState host, NfvRequest request) {
        return switch (NfvPlanner.plan(host, request)) {
            case Plan plan -> plan;
            case Rejection rejection -> throw new AssertionError(rejection.reasons().toString());
        };
    }

    static List<Reason> reasons(HostState host, NfvRequest request) {
        return switch (NfvPlanner.plan(host, request)) {
            case Plan plan -> throw new AssertionError("fits: " + plan.placement());
            case Rejection rejection -> rejection.reasons();
        };
    }

    private static String pins(PlanResult result) {
        return switch (result) {
            case Plan plan -> String.join(" ", plan.placement().cells().getFirst().pinning().values().stream()
                    .map(String::valueOf).toList());
            case Rejection _ -> "none";
        };
    }
}
