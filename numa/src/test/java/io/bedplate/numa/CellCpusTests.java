package io.bedplate.numa;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;

import static io.bedplate.numa.CpuThreadPolicy.ISOLATE;
import static io.bedplate.numa.CpuThreadPolicy.PREFER;
import static io.bedplate.numa.CpuThreadPolicy.REQUIRE;
import static org.assertj.core.api.Assertions.assertThat;

final class CellCpusTests {
    private static final Optional<CpuSet> UNSET = Optional.empty();

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            // cores; pinned; vCPUs; policy; pins
            "0,4 1,5 2,6 3,7; ''; 3; PREFER; 0,4,1", "0,4 1,5 2,6 3,7; 0; 3; PREFER; 1,5,4",
            "0-3 4-7 8-11; ''; 5; REQUIRE; 0,1,2,3,4", "0-3 4-7 8-11; 0,4; 6; REQUIRE; 8,9,10,11,1,2",
            "0-3 4-5 6; ''; 2; PREFER; 4,5", "0-3 4-5 6; ''; 3; PREFER; 0,1,2", "0-3 4-5 6; ''; 1; PREFER; 6",
            "0-3 4-5 6; ''; 2; ISOLATE; 6,4", "0-3 4-5 6; 4; 2; ISOLATE; 6,0"})
    void usesUpCoresBeforeBreakingTheNext(String cores, String pinned, int vcpus, CpuThreadPolicy policy,
            String pins) {
        var cell = cell(cores, List.of(), pinned);
        assertThat(cell.fits(demand(vcpus, policy))).isTrue();
        assertThat(cell.choose(demand(vcpus, policy)).pins()).isEqualTo(numbers(pins));
    }

    @ParameterizedTest
    @CsvSource({"2, PREFER, '8,9'", "3, PREFER, '0,4,1'", "4, PREFER, '0,4,1,5'", "2, ISOLATE, '0,1'",
            "6, REQUIRE, '0,4,1,5,8,9'", "1, PREFER, 8"})
    void staysBelowOneCacheWhereOneHasRoom(int vcpus, CpuThreadPolicy policy, String pins) {
        var caches = List.of(new Cache(3, 0, 0, CpuSet.parse("0-1,4-5")), new Cache(3, 1, 0, CpuSet.parse("8-9")),
                new Cache(2, 7, 0, CpuSet.parse("0,4")));
        assertThat(cell("0,4 1,5 8,9", caches, "").choose(demand(vcpus, policy)).pins()).isEqualTo(numbers(pins));
    }

    @Test
    void saysWhatIsShort() {
        var cell = cell("0,4 1,5 2,6 3,7", List.of(), "0,1");
        assertThat(cell.shortages(demand(7, PREFER)))
                .containsExactly(new CpuShortage(CpuShortage.Kind.DEDICATED_CPUS, 7, 6));
        assertThat(cell.shortages(demand(3, ISOLATE)))
                .containsExactly(new CpuShortage(CpuShortage.Kind.WHOLE_CORES, 3, 2));
        assertThat(cell.shortages(demand(5, REQUIRE)))
                .containsExactly(new CpuShortage(CpuShortage.Kind.SIBLING_THREADS, 5, 4));
        assertThat(cell.shortages(new CpuDemand(6, 0, PREFER, true, 0, 1)))
                .containsExactly(new CpuShortage(CpuShortage.Kind.EMULATOR_CPU, 1, 0));
        assertThat(cell.shortages(new CpuDemand(1, 2, PREFER, false, 0, 1)))
                .containsExactly(new CpuShortage(CpuShortage.Kind.SHARED_CPUS, 2, 0));
        assertThat(cell.shortages(demand(6, PREFER))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            // cores; vCPUs; policy; helpers; I/O threads' CPUs; of them beside a vCPU
            "0,4 1,5 2,6; 2; PREFER; 2; 1,5; 0", "0,4 1,5 2,6; 3; PREFER; 3; 2,5,6; 1",
            "0-2 3-4 5-6 7-9; 4; PREFER; 6; 0-2,7-9; 0", "0-2 3-4 5-6 7-9; 5; PREFER; 5; 5-9; 0",
            "0-2 3-4 5-6 7-9; 7; PREFER; 3; 7-9; 0", "0 1-2 3-4; 2; REQUIRE; 3; 0,3-4; 0",
            "0 1-2 3-5; 1; ISOLATE; 5; 1-5; 0", "0 1-2 3-5; 2; ISOLATE; 3; 3-5; 0"})
    void keepsHelpersApartFromVcpusAsFarAsPossible(String cores, int vcpus, CpuThreadPolicy policy, int ioThreads,
            String wanted, int beside) {
        var demand = new CpuDemand(vcpus, 0, policy, false, ioThreads, 1);
        var cell = cell(cores, List.of(), "");
        assertThat(cell.fits(demand)).isTrue();
        assertThat(cell.choose(demand).ioThreads()).isEqualTo(CpuSet.parse(wanted));
        assertThat(cell.choose(demand).ioThreadsBesideVcpu()).isEqualTo(beside);
    }

    @Test
    void keepsSharedAndDedicatedCpusApart() {
        var sets = CpuSets.of(Optional.of(CpuSet.parse("0-1,4-5,9")), Optional.of(CpuSet.parse("2,6,5")),
                List.of(CpuSet.range(0, 7)), cores("0,4 1,5 2,6 3,7"));
        var layout = layout("0,4 1,5 2,6 3,7", List.of(), sets);
        var cell = HostCpus.of(layout, CpuSet.empty(), 3).cell(0);
        assertThat(cell.sharedCpus()).isEqualTo(CpuSet.of(2, 6));
        assertThat(layout.dedicatedCpus(0)).isEqualTo(CpuSet.of(0, 1, 4, 5));
        assertThat(cell.fits(new CpuDemand(4, 2, PREFER, false, 0, 2.5))).isTrue();
        assertThat(cell.shortages(new CpuDemand(4, 2, PREFER, false, 0, 2)))
                .containsExactly(new CpuShortage(CpuShortage.Kind.SHARED_VCPUS, 2, 1));
    }

    @Test
    void neverIsolatesBesideSharedCpusOrAcrossCells() {
        var hostCores = cores("0,4 1,5 2,6");
        var shared = CpuSets.of(Optional.of(CpuSet.parse("0-3,5-6")), Optional.of(CpuSet.of(4)),
                List.of(CpuSet.range(0, 6)), hostCores);
        assertThat(HostCpus.of(layout("0,4 1,5 2,6", List.of(), shared), CpuSet.empty(), 0).cell(0)
                .fits(demand(3, ISOLATE))).isFalse();
        var straddling = CpuSets.of(Optional.of(CpuSet.range(0, 6)), UNSET,
                List.of(CpuSet.range(0, 3), CpuSet.range(4, 6)), hostCores);
        var layout = HostCpuLayout.of(List.of(numaCell(CpuSet.range(0, 3))), hostCores, List.of(), straddling);
        // CPU 3 is a core of its own; the other three have their siblings in the next cell.
        assertThat(HostCpus.of(layout, CpuSet.empty(), 0).cell(0).shortages(demand(2, ISOLATE)))
                .containsExactly(new CpuShortage(CpuShortage.Kind.WHOLE_CORES, 2, 1));
    }

    @Test
    void countsOneUseAtATimeOnOpenHosts() {
        var sets = CpuSets.of(UNSET, UNSET, List.of(CpuSet.range(0, 3)), cores("0 1 2 3"));
        var cell = HostCpus.of(layout("0 1 2 3", List.of(), sets), CpuSet.of(3), 1).cell(0);
        assertThat(cell.sharedCount()).isEqualTo(3);
        assertThat(cell.fits(demand(2, PREFER))).isTrue();
        assertThat(cell.shortages(demand(3, PREFER)))
                .containsExactly(new CpuShortage(CpuShortage.Kind.SHARED_VCPUS, 1, 0));
        assertThat(cell.fits(new CpuDemand(1, 1, PREFER, true, 0, 1))).isFalse();
        assertThat(cell.fits(new CpuDemand(1, 1, PREFER, true, 0, 2))).isTrue();
    }

    @Test
    void givesBackWhatItTook() {
        var claimed = host("0,4 1,5", List.of(), "").with(0, CpuSet.of(0, 4), 2);
        assertThat(claimed.cell(0).isUntouched()).isFalse();
        assertThat(claimed.pinnedCpus()).isEqualTo(CpuSet.of(0, 4));
        assertThat(claimed.cell(0).freeDedicated()).isEqualTo(2);
        var released = claimed.without(0, CpuSet.of(0, 4), 2).cell(0);
        assertThat(released.isUntouched()).isTrue();
        assertThat(released.sharedUsed()).isZero();
    }

    @Test
    void plansCellsOfManyThreads() {
        // 100 cores of three threads: runs of bits that cross the words of the state.
        var text = new StringBuilder();
        for (int core = 0; core < 100; core++) {
            text.append(3 * core).append('-').append(3 * core + 2).append(' ');
        }
        var cell = cell(text.toString().strip(), List.of(), "0-99");
        assertThat(cell.freeDedicated()).isEqualTo(200);
        assertThat(cell.shortages(demand(67, ISOLATE)))
                .containsExactly(new CpuShortage(CpuShortage.Kind.WHOLE_CORES, 67, 66));
        assertThat(cell.choose(demand(3, PREFER)).pins()).containsExactly(102, 103, 104);
    }

    @Test
    void keepsTheCellsOfAHostApart() {
        // The second cell begins and ends within words of the state.
        var cores = cores("0-2 3-5 6-7 8-10 11-13");
        var cells = List.of(numaCell(CpuSet.range(0, 7)), numaCell(CpuSet.range(8, 13)));
        var sets = CpuSets.of(UNSET, UNSET, List.of(CpuSet.range(0, 7), CpuSet.range(8, 13)), cores);
        var layout = HostCpuLayout.of(cells, cores, List.of(), sets);
        var host = HostCpus.of(layout, CpuSet.empty(), 0, 1).with(1, CpuSet.of(8, 9, 2), 3);
        assertThat(layout.offeredCpus(1)).isEqualTo(CpuSet.range(8, 13));
        assertThat(host.pinnedCpus()).isEqualTo(CpuSet.of(8, 9));
        assertThat(host.sharedUsed()).isEqualTo(4);
        assertThat(host.sharedCpus()).isEqualTo(CpuSet.range(0, 13).minus(CpuSet.of(8, 9)));
        assertThat(host.cell(0).isUntouched()).isTrue();
        assertThat(host.cell(0).freeDedicated()).isEqualTo(8);
        assertThat(host.cell(1).freeDedicated()).isEqualTo(4);
        assertThat(host.cell(1).choose(demand(1, PREFER)).pins()).containsExactly(10);
        assertThat(host.cell(1).choose(demand(1, ISOLATE)).blocked()).isEqualTo(CpuSet.of(12, 13));
        assertThat(host.cell(1).shortages(demand(2, ISOLATE)))
                .contains(new CpuShortage(CpuShortage.Kind.WHOLE_CORES, 2, 1));
    }

    private static CpuDemand demand(int dedicated, CpuThreadPolicy policy) {
        return new CpuDemand(dedicated, 0, policy, false, 0, 1);
    }

    private static CellCpus cell(String cores, List<Cache> caches, String pinned) {
        return host(cores, caches, pinned).cell(0);
    }

    private static HostCpus host(String cores, List<Cache> caches, String pinned) {
        var online = cores(cores).stream().reduce(CpuSet.empty(), CpuSet::or);
        var sets = CpuSets.of(Optional.of(online), UNSET, List.of(online), cores(cores));
        return HostCpus.of(layout(cores, caches, sets), CpuSet.parse(pinned), 0);
    }

    private static HostCpuLayout layout(String cores, List<Cache> caches, CpuSets sets) {
        var online = cores(cores).stream().reduce(CpuSet.empty(), CpuSet::or);
        return HostCpuLayout.of(List.of(numaCell(online)), cores(cores), caches, sets);
    }

    private static NumaCell numaCell(CpuSet cpus) {
        return new NumaCell(0, OptionalInt.of(0), cpus, 1 << 20, List.of());
    }

    private static List<CpuSet> cores(String text) {
        return Arrays.stream(text.split(" ")).map(CpuSet::parse).toList();
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    }
}
