package io.bedplate.numa.sysfs;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;

import static org.assertj.core.api.Assertions.assertThat;

final class NumaLayoutTests {
    private static final String CPU = "/sys/devices/system/cpu/";
    private static final String NODE = "/sys/devices/system/node/";

    private static NumaLayout layout(String text) {
        return NumaLayout.read(HostTree.parse(text).simulated());
    }

    private static String cpu(int cpu, String siblings, int socket) {
        return """
                %1$scpu%2$d/topology/thread_siblings_list = %3$s
                %1$scpu%2$d/topology/physical_package_id = %4$d
                """.formatted(CPU, cpu, siblings, socket);
    }

    private static String node(int id, String cpus, long memoryKib, String distance) {
        return """
                %1$snode%2$d/cpulist = %3$s
                %1$snode%2$d/distance = %5$s
                %1$snode%2$d/meminfo:
                    Node %2$d MemTotal:       %4$d kB
                    Node %2$d MemFree:        1 kB
                """.formatted(NODE, id, cpus, memoryKib, distance);
    }

    @Test
    void readsCellsCoresAndDistances() {
        var layout = layout(CPU + "online = 0-3\n" + cpu(0, "0,2", 0) + cpu(2, "0,2", 0) + cpu(1, "1,3", 1)
                + cpu(3, "1,3", 1) + NODE + "online = 0-1\n" + node(0, "0,2", 1000, "10 21")
                + node(1, "1,3", 2000, "21 10"));

        assertThat(layout.cells()).containsExactly(
                new NumaCell(0, OptionalInt.of(0), CpuSet.of(0, 2), 1000, List.of()),
                new NumaCell(1, OptionalInt.of(1), CpuSet.of(1, 3), 2000, List.of()));
        assertThat(layout.cores()).containsExactly(CpuSet.of(0, 2), CpuSet.of(1, 3));
        assertThat(layout.distances()).containsExactly(List.of(10, 21), List.of(21, 10));
    }

    @Test
    void keepsSparseIdsAndCellsWithoutCpusOrMemory() {
        var layout = layout(CPU + "online = 0-15\n" + NODE + "online = 0,8,252\n" + node(0, "0-7", 1000, "10 40 80")
                + node(8, "8-15", 0, "40 10 80") + node(252, "", 3000, "80 80 10"));

        assertThat(layout.cells()).extracting(NumaCell::id).containsExactly(0, 8, 252);
        assertThat(layout.cells()).extracting(NumaCell::memoryKib).containsExactly(1000L, 0L, 3000L);
        assertThat(layout.cells().getLast().cpus()).isEqualTo(CpuSet.empty());
        assertThat(layout.cells().getLast().socket()).isEmpty();
        assertThat(layout.distances().getLast()).containsExactly(80, 80, 10);
    }

    @Test
    void aHostWithoutNodeFoldersIsOneCell() {
        var layout = layout(CPU + "online = 0-1\n" + cpu(0, "0", 0) + cpu(1, "1", 0)
                + "/proc/meminfo:\n    MemTotal:        4096 kB\n");

        assertThat(layout.cells())
                .containsExactly(new NumaCell(0, OptionalInt.of(0), CpuSet.of(0, 1), 4096, List.of()));
        assertThat(layout.distances()).isEmpty();
    }

    @Test
    void anOfflineCpuIsNowhere() {
        var layout = layout(CPU + "online = 1-3\n" + cpu(1, "0-1", 0) + cpu(2, "2-3", 0) + cpu(3, "2-3", 0) + CPU
                + "cpu1/cache/index3/level = 3\n" + CPU + "cpu1/cache/index3/shared_cpu_list = 0-3\n"
                + node(0, "0-3", 1, "10"));

        assertThat(layout.cells().getFirst().cpus()).isEqualTo(CpuSet.range(1, 3));
        assertThat(layout.cores()).containsExactly(CpuSet.of(1), CpuSet.of(2, 3));
        assertThat(layout.caches()).containsExactly(new Cache(3, Cache.NO_ID, 0, CpuSet.range(1, 3)));
    }

    @Test
    void anOfflineNodeIsLeftOut() {
        var layout = layout(
                CPU + "online = 0\n" + NODE + "online = 1\n" + node(0, "", 5, "10") + node(1, "0", 6, "10"));

        assertThat(layout.cells()).extracting(NumaCell::id).containsExactly(1);
        assertThat(layout.distances()).containsExactly(List.of(10));
    }

    @Test
    void theSocketIsUnknownWhereItIsMissingNegativeOrNotOne() {
        String two = CPU + "online = 0-1\n" + node(0, "0-1", 1, "10");

        assertThat(layout(two).cells().getFirst().socket()).isEmpty();
        assertThat(layout(two + cpu(0, "0", -1) + cpu(1, "1", -1)).cells().getFirst().socket()).isEmpty();
        assertThat(layout(two + cpu(0, "0", 0) + cpu(1, "1", 1)).cells().getFirst().socket()).isEmpty();
        assertThat(layout(two + cpu(0, "0", 0)).cells().getFirst().socket()).isEmpty();
        assertThat(layout(two + cpu(0, "0", 36) + cpu(1, "1", 36)).cells().getFirst().socket()).hasValue(36);
    }

    @Test
    void readsCoresOfEightThreadsAndCoresOfMixedWidth() {
        var power = new StringBuilder(CPU + "online = 0-15\n");
        for (int cpu = 0; cpu < 16; cpu++) {
            power.append(cpu(cpu, cpu < 8 ? "0-7" : "8-15", 0));
        }
        assertThat(layout(power.toString()).cores()).containsExactly(CpuSet.range(0, 7), CpuSet.range(8, 15));

        String hybrid = CPU + "online = 0-3\n" + cpu(0, "0-1", 0) + cpu(1, "0-1", 0) + cpu(2, "2", 0) + cpu(3, "3", 0);
        assertThat(layout(hybrid).cores()).containsExactly(CpuSet.of(0, 1), CpuSet.of(2), CpuSet.of(3));
    }

    @Test
    void newerKernelsNameTheThreadsOfACoreDifferently() {
        String cpus = CPU + "online = 0-1\n" + CPU + "cpu0/topology/core_cpus_list = 0-1\n" + CPU
                + "cpu1/topology/core_cpus_list = 0-1\n";
        assertThat(layout(cpus).cores()).containsExactly(CpuSet.of(0, 1));
    }

    @Test
    void findsTheOnlineCpusElsewhereWhereTheListIsDamaged() {
        String damaged = CPU + "online = 0-x\n";
        String folders = CPU + "cpu0/topology/core_id = 0\n" + CPU + "cpu1/online = 0\n" + CPU + "cpu2/online = 1\n"
                + CPU
                + "cpufreq/\n";

        assertThat(layout(damaged + folders).cells().getFirst().cpus()).isEqualTo(CpuSet.of(0, 2));
        assertThat(layout(damaged + folders + node(0, "4-5", 1, "10")).cells().getFirst().cpus())
                .isEqualTo(CpuSet.of(4, 5));
        assertThat(layout("/proc/cpuinfo:\n    processor\t: 0\n    processor\t: 3\n").cells().getFirst().cpus())
                .isEqualTo(CpuSet.of(0, 3));
        assertThat(layout("/proc/cpuinfo:\n    processor 0: version = FF\n    processor 1: version = FF\n").cores())
                .containsExactly(CpuSet.of(0), CpuSet.of(1));
    }

    @Test
    void aHostOfWhichNothingIsKnownIsOneEmptyCell() {
        var layout = layout("/sys/\n");

        assertThat(layout.cells()).containsExactly(
                new NumaCell(0, OptionalInt.empty(), CpuSet.empty(), 0, List.of()));
        assertThat(layout.cores()).isEmpty();
        assertThat(layout.caches()).isEmpty();
    }

    @Test
    void findsTheCpusOfANodeByItsLinksWhereTheListIsDamaged() {
        var layout = layout(
                CPU + "online = 0-3\n" + node(0, "garbage", 1, "10 20") + NODE + "node0/cpu0 -> ../../cpu/cpu0\n"
                        + NODE + "node0/cpu1 -> ../../cpu/cpu1\n" + node(1, "1-3", 1, "20 10"));

        assertThat(layout.cells()).extracting(NumaCell::cpus).containsExactly(CpuSet.of(0, 1), CpuSet.of(2, 3));
    }

    @Test
    void theOnlyNodeHasTheHostsMemoryWhereItsOwnFileIsMissing() {
        String meminfo = "/proc/meminfo:\n    MemTotal:        4096 kB\n";
        assertThat(layout(NODE + "node0/cpulist = 0\n" + meminfo).cells().getFirst().memoryKib()).isEqualTo(4096);
        assertThat(layout(NODE + "node0/cpulist = 0\n" + NODE + "node1/cpulist = 1\n" + meminfo).cells())
                .extracting(NumaCell::memoryKib).containsExactly(0L, 0L);
    }

    @Test
    void distancesAreWholeOrUnknown() {
        String one = CPU + "online = 0-1\n" + node(0, "0", 1, "10 20");

        assertThat(layout(one + node(1, "1", 1, "20 x")).distances()).isEmpty();
        assertThat(layout(one + node(1, "1", 1, "20")).distances()).isEmpty();
        assertThat(layout(one + node(1, "1", 1, "")).distances()).isEmpty();
        assertThat(layout(one + node(1, "1", 1, "0 10")).distances()).isEmpty();
        assertThat(layout(one + node(1, "1", 1, "20 10")).distances()).hasSize(2);
    }

    @Test
    void picksItsColumnsWhereAnOnlineNodeHasNoFolder() {
        var layout = layout(NODE + "online = 0-2\n" + node(0, "0", 1, "10 20 30") + node(2, "1", 1, "30 20 10"));

        assertThat(layout.distances()).containsExactly(List.of(10, 30), List.of(30, 10));
    }

    @Test
    void listsEveryCacheOnceAndNoInstructionCache() {
        var tree = new StringBuilder(CPU + "online = 0-1\n");
        for (int cpu = 0; cpu < 2; cpu++) {
            tree.append(cache(cpu, 0, 1, "Data", "48K", Integer.toString(cpu)))
                    .append(cache(cpu, 1, 1, "Instruction", "32K", Integer.toString(cpu)))
                    .append(cache(cpu, 3, 3, "Unified", "28160K", "0-1"));
        }

        assertThat(layout(tree.toString()).caches()).containsExactly(new Cache(1, 0, 48, CpuSet.of(0)),
                new Cache(1, 1, 48, CpuSet.of(1)), new Cache(3, 0, 28160, CpuSet.of(0, 1)));
    }

    private static String cache(int cpu, int index, int level, String type, String size, String cpus) {
        String folder = CPU + "cpu" + cpu + "/cache/index" + index + "/";
        return folder + "level = " + level + "\n" + folder + "type = " + type + "\n" + folder + "size = " + size + "\n"
                + folder + "shared_cpu_list = " + cpus + "\n" + folder + "id = " + (level == 3 ? 0 : cpu) + "\n";
    }

    @Test
    void leavesOutWhatItCannotReadOfACache() {
        String folder = CPU + "cpu0/cache/index0/";
        String online = CPU + "online = 0\n";

        assertThat(layout(online + folder + "level = x\n" + folder + "shared_cpu_list = 0\n").caches()).isEmpty();
        assertThat(layout(online + folder + "level = 1\n").caches()).isEmpty();
        assertThat(layout(online + folder + "level = 1\n" + folder + "shared_cpu_list = 7\n").caches()).isEmpty();
        assertThat(layout(online + folder + "level = 1\n" + folder + "shared_cpu_list = 0\n" + folder + "size = big\n")
                .caches()).containsExactly(new Cache(1, Cache.NO_ID, 0, CpuSet.of(0)));
    }

    @Test
    void danglingLinksInPlaceOfFoldersAreNothing() {
        var tree = HostTree.parse(CPU + "online = 0\n" + node(0, "0", 1, "10"))
                .with("sys/devices/system/node/node1", new Entry.Link("../gone"))
                .with("sys/devices/system/cpu/cpu0", new Entry.Link("cpu0"));

        assertThat(NumaLayout.read(tree.simulated()).cells()).extracting(NumaCell::id).containsExactly(0);
    }
}
