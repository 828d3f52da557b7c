package io.bedplate.probe;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PagePool;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class MachinesTests {
    @Test
    void countsCoresPerCellAndThreadsPerCore() {
        var host = Machines.parse("2 cells, 16 cores, 2 threads, 1G:32");

        assertThat(host.cells()).extracting(NumaCell::cpus).containsExactly(CpuSet.parse("0-15,32-47"),
                CpuSet.parse("16-31,48-63"));
        assertThat(host.cores()).hasSize(32).startsWith(CpuSet.of(0, 32), CpuSet.of(1, 33));
        assertThat(host.cells().getFirst().pools()).containsExactly(new PagePool(PageSize.GIB_1, 32, 32));
        assertThat(host.cells().getFirst().smallPageKib()).isEqualTo(8 << 20);
        assertThat(host.distances()).containsExactly(List.of(10, 21), List.of(21, 10));
        assertThat(host.caches()).hasSize(2);
    }

    @Test
    void numbersThreadsNextToEachOtherWhereAsked() {
        var host = Machines.parse("1 cell, 2 cores, 8 threads, adjacent");

        assertThat(host.cores()).containsExactly(CpuSet.range(0, 7), CpuSet.range(8, 15));
    }

    @Test
    void makesSparseIdsAndCellsWithoutCpusOrMemory() {
        var host = Machines.parse("3 cells, ids 0 8 252, 2 cores, cpuless 252, memoryless 8, 2M:512, 4G memory");

        assertThat(host.cells()).extracting(NumaCell::id).containsExactly(0, 8, 252);
        assertThat(host.cells()).extracting(NumaCell::cpus).containsExactly(CpuSet.of(0, 1), CpuSet.of(2, 3),
                CpuSet.empty());
        assertThat(host.cells()).extracting(NumaCell::memoryKib).containsExactly(4L << 20, 0L, 4L << 20);
        assertThat(host.cell(8).orElseThrow().pools()).isEmpty();
        assertThat(host.cell(252).orElseThrow().socket()).isEmpty();
    }

    @Test
    void laysCellsIntoSocketsAndDistancesAfterThem() {
        var host = Machines.parse("4 cells, 2 sockets");

        assertThat(host.cells()).extracting(cell -> cell.socket().orElseThrow()).containsExactly(0, 0, 1, 1);
        assertThat(host.distances().getFirst()).containsExactly(10, 12, 21, 21);
    }

    @Test
    void doesNotKnowTheSocketOfACellThatSpansTwo() {
        assertThat(Machines.parse("2 sockets").cells().getFirst().socket()).isEmpty();
    }

    @Test
    void leavesOfflineCpusOut() {
        var host = Machines.parse("4 cores, 2 threads, offline 0 5, 2 llcs");

        assertThat(host.onlineCpus()).isEqualTo(CpuSet.parse("1-4,6-7"));
        assertThat(host.cores()).containsExactly(CpuSet.of(1), CpuSet.of(2, 6), CpuSet.of(3, 7), CpuSet.of(4));
        assertThat(host.caches()).extracting(cache -> cache.cpus()).containsExactly(CpuSet.of(1, 4),
                CpuSet.parse("2-3,6-7"));
    }

    @Test
    void hangsPfsWithTheirVfsOnEveryCell() {
        var host = Machines.parse("2 cells, pf:2x300, pci:1");

        var pfs = host.pci().stream().filter(device -> device.type() == PciDeviceType.PF).toList();
        assertThat(pfs).hasSize(4).allSatisfy(pf -> assertThat(pf.vfs()).hasSize(300));
        assertThat(host.pci()).extracting(PciDevice::address).doesNotHaveDuplicates().hasSize(4 * 301 + 2);
        var vf = host.pci().stream().filter(device -> device.address().equals(pfs.getLast().vfs().getLast()))
                .findFirst().orElseThrow();
        assertThat(vf.parent()).contains(pfs.getLast().address());
        assertThat(vf.cell()).hasValue(1);
    }

    @Test
    void takesDistancesNameAndArchAsWritten() {
        var host = Machines.parse("2 cells, distances 10 40 / 40 10, name p9, arch ppc64le");

        assertThat(host.distances()).containsExactly(List.of(10, 40), List.of(40, 10));
        assertThat(host.name()).isEqualTo("p9");
        assertThat(host.arch()).isEqualTo("ppc64le");
    }

    @Test
    void equalLinesGiveEqualHosts() {
        String line = "4 cells, 8 cores, 2 threads, 2M:64, pf:1x4";
        assertThat(Machines.parse(line)).isEqualTo(Machines.parse(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2 cels", "x cells", "0 cores", "2 cells, 2 cells", "2 cells, ids 0", "3M:5", "1G:x",
            "2 cells, ids 1 0", "64 memory", "1G:32, 4G memory", "3 cells, 2 sockets", "4096 cores, 8 threads",
            "2 cells, distances 10 21", "memoryless 7", "pf:2xx", "3 cores, 2 llcs", "name", "9999999T memory"})
    void namesThePhraseThatIsWrong(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Machines.parse(line))
                .withMessageStartingWith("machine: ");
    }
}
