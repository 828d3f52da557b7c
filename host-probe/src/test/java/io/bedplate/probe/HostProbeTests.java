package io.bedplate.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.Cache;
import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostTree;

import static org.assertj.core.api.Assertions.assertThat;

final class HostProbeTests {
    private static HostTopology probe(HostTree tree) {
        return HostProbe.read(tree.simulated());
    }

    @Test
    void readsTheMachineTheTestsRunOn() {
        var host = HostProbe.readThisHost();

        assertThat(host.onlineCpus().size()).isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(host.cores().stream().reduce(CpuSet.empty(), CpuSet::or)).isEqualTo(host.onlineCpus());
        assertThat(host.cells()).allSatisfy(cell -> assertThat(cell.memoryKib()).isPositive());
        assertThat(host.arch()).isNotEqualTo(HostProbe.UNKNOWN);
    }

    @Test
    void readsARecordedVirtualMachine() {
        var host = probe(Recordings.VIRTUAL_MACHINE.tree());

        assertThat(host.name()).isEqualTo("recorded");
        assertThat(host.arch()).isEqualTo("x86_64");
        assertThat(host.cells()).containsExactly(new NumaCell(0, OptionalInt.of(0), CpuSet.of(0, 1), 5204172,
                List.of(new PagePool(PageSize.MIB_2, 0, 0), new PagePool(PageSize.GIB_1, 0, 0))));
        assertThat(host.cores()).containsExactly(CpuSet.of(0), CpuSet.of(1));
        assertThat(host.distances()).containsExactly(List.of(10));
        assertThat(host.caches()).extracting(Cache::level).containsExactly(1, 1, 2, 2, 3);
        assertThat(host.pci()).hasSize(5).allSatisfy(device -> assertThat(device.vendorId()).isEqualTo("1af4"));
    }

    @Test
    void readsTheLabHostWithItsFourCellsAndVfs() {
        var host = probe(Recordings.LAB.tree());

        assertThat(host.cells()).extracting(NumaCell::cpus).containsExactly(CpuSet.of(0, 1), CpuSet.of(2, 3),
                CpuSet.of(4, 5), CpuSet.of(6, 7));
        assertThat(host.cells()).extracting(cell -> cell.socket().orElseThrow()).containsExactly(0, 1, 2, 3);
        assertThat(host.cells()).extracting(cell -> cell.pool(PageSize.GIB_1).orElseThrow().total())
                .containsExactly(0L, 1L, 1L, 2L);
        assertThat(host.cores()).hasSize(4).contains(CpuSet.of(4, 5));
        assertThat(host.distances().get(2)).containsExactly(21, 21, 10, 12);
        assertThat(host.pci()).extracting(device -> device.address().toString()).containsExactly("0000:00:01.0",
                "0000:00:02.0", "0000:00:03.0", "0000:00:04.0", "0000:00:05.0", "0000:00:1f.2", "0000:00:1f.3",
                "0000:11:00.0", "0000:11:10.0", "0000:11:10.2", "0000:41:00.0", "0000:41:10.0", "0000:41:10.2");
        assertThat(host.pci()).filteredOn(device -> device.type() == PciDeviceType.VF).hasSize(4);
        var vf = host.pci().get(11);
        assertThat(vf.parent()).contains(PciAddress.parse("0000:41:00.0"));
        assertThat(vf.cell()).hasValue(2);
        assertThat(vf.driver()).contains("igbvf");
        assertThat(vf.iommuGroup()).hasValue(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 cells, 16 cores, 2 threads, 1G:32, 2M:512, pf:2x8, pci:1", "1 cell",
            "4 cells, ids 0 8 252 253, 2 sockets, 2 cores, 8 threads, adjacent, cpuless 253, memoryless 8, 64K:9",
            "2 cells, 8 cores, 4 threads, 2 llcs, offline 0 5 7, arch ppc64le, name p9",
            "2 cells, distances 10 40 / 40 10, 2 sockets"})
    void readsASyntheticMachineBackFromItsFiles(String line) {
        var machine = Machines.parse(line);

        assertThat(probe(TreeOfHost.of(machine))).isEqualTo(machine);
    }

    @Test
    void readsTheSameFromAFolder(@TempDir Path folder) throws IOException {
        var tree = Recordings.LAB.tree();
        tree.unpack(folder);

        assertThat(HostProbe.read(HostFiles.recorded(folder))).isEqualTo(probe(tree));
    }

    @Test
    void aHostWithoutNodesHasThePoolsOfTheKernel() {
        var host = probe(HostTree.parse("""
                /sys/devices/system/cpu/online = 0-3
                /proc/meminfo:
                    MemTotal:        8000000 kB
                /sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages = 8
                /sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages = 6
                """));

        assertThat(host.cells()).containsExactly(new NumaCell(0, OptionalInt.empty(), CpuSet.range(0, 3), 8000000,
                List.of(new PagePool(PageSize.MIB_2, 8, 6))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64;flags\t\t: fpu lm nx", "aarch64;CPU architecture: 8",
            "s390x;vendor_id       : IBM/S390",
            "riscv64;isa\t\t: rv64imafdc", "unknown;cpu\t\t: POWER9 (raw), altivec supported",
            "unknown;flags\t\t: fpu almost"})
    void knowsTheArchitectureByItsCpuInfoWhereTheKernelDoesNotSay(String archAndLine) {
        var parts = archAndLine.split(";", 2);

        assertThat(probe(HostTree.parse("/proc/cpuinfo:\n    processor\t: 0\n    " + parts[1])).arch())
                .isEqualTo(parts[0]);
    }

    @Test
    void anEmptyTreeIsAHostOfWhichNothingIsKnown(@TempDir Path folder) {
        assertThat(HostProbe.read(HostFiles.recorded(folder))).isEqualTo(new HostTopology("unknown", "unknown",
                List.of(new NumaCell(0, OptionalInt.empty(), CpuSet.empty(), 0, List.of())), List.of(), List.of(),
                List.of(), List.<PciDevice>of()));
    }
}
