package io.bedplate.probe;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.bedplate.host.CpuSet;
import io.bedplate.host.HostTopology;
import io.bedplate.host.NumaCell;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDeviceType;

import static org.assertj.core.api.Assertions.assertThat;

/** Lab hosts of several topologies as {@code lab record} wrote them down, beside the line each was built from. */
final class LabRecordingsTests {
    private static HostTopology host(Recordings recording) {
        return HostProbe.read(recording.tree().simulated());
    }

    private static List<Integer> cellsOf(HostTopology host, PciDeviceType type) {
        return host.pci().stream().filter(device -> device.type() == type).map(PciDevice::cell)
                .map(cell -> cell.orElse(-1)).toList();
    }

    /** 4 cells, 2 sockets, 1 core, 2 threads, memory 4G 2560M 2560M 2560M, 2M:256, 1G:1, cards 0 2. */
    @Test
    void twoSocketsOfTwoCells() {
        var host = host(Recordings.TWO_SOCKETS);

        assertThat(host.cells()).extracting(cell -> cell.socket().orElseThrow()).containsExactly(0, 0, 1, 1);
        assertThat(host.cells()).allSatisfy(cell -> {
            assertThat(cell.pool(PageSize.MIB_2).orElseThrow().total()).isEqualTo(256);
            assertThat(cell.pool(PageSize.GIB_1).orElseThrow().total()).isEqualTo(1);
        });
        assertThat(host.cores()).containsExactly(CpuSet.parse("0-1"), CpuSet.parse("2-3"), CpuSet.parse("4-5"),
                CpuSet.parse("6-7"));
        assertThat(host.distances().getFirst()).containsExactly(10, 12, 21, 21);
        assertThat(cellsOf(host, PciDeviceType.PF)).containsExactly(0, 2);
        assertThat(cellsOf(host, PciDeviceType.VF)).containsExactly(0, 0, 2, 2);
    }

    /** 8 cells, 4 sockets, 1 core, 1 thread, 1G memory, 2M:64, cards 0 5. */
    @Test
    void eightCells() {
        var host = host(Recordings.EIGHT_CELLS);

        assertThat(host.cells()).extracting(NumaCell::id).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(host.cells()).extracting(cell -> cell.socket().orElseThrow()).containsExactly(0, 0, 1, 1, 2, 2, 3,
                3);
        assertThat(host.cores()).hasSize(8).allSatisfy(core -> assertThat(core.size()).isEqualTo(1));
        assertThat(host.distances().get(2)).containsExactly(21, 21, 10, 12, 21, 21, 21, 21);
        assertThat(cellsOf(host, PciDeviceType.PF)).containsExactly(0, 5);
    }

    /** 1 cell, 4 cores, 2 threads, 4G memory, 2M:256, 1G:1, cards 0. */
    @Test
    void oneCell() {
        var host = host(Recordings.ONE_CELL);

        assertThat(host.cells()).hasSize(1);
        assertThat(host.cores()).containsExactly(CpuSet.parse("0-1"), CpuSet.parse("2-3"), CpuSet.parse("4-5"),
                CpuSet.parse("6-7"));
        assertThat(cellsOf(host, PciDeviceType.VF)).containsExactly(0, 0);
    }

    /** 4 cells, 2 sockets, 1 core, 2 threads, 2G memory, memoryless 3, 2M:128, cards 0 2. */
    @Test
    void aCellWithoutMemoryIsKeptWithItsCpus() {
        var cell = host(Recordings.MEMORYLESS_CELL).cell(3).orElseThrow();

        assertThat(cell.cpus()).isEqualTo(CpuSet.parse("6-7"));
        assertThat(cell.memoryKib()).isZero();
        assertThat(cell.pools()).allSatisfy(pool -> assertThat(pool.total()).isZero());
    }

    /** 2 cells, 2 cores, 1 thread, memory 4G 1G, 2M:512/64, 1G:1/0, cards 1. */
    @Test
    void unequalCells() {
        var host = host(Recordings.UNEQUAL_CELLS);

        assertThat(host.cells().getFirst().memoryKib()).isGreaterThan(3 * host.cells().getLast().memoryKib());
        assertThat(host.cells()).extracting(cell -> cell.pool(PageSize.MIB_2).orElseThrow().total())
                .containsExactly(512L, 64L);
        assertThat(host.cells()).extracting(cell -> cell.pool(PageSize.GIB_1).orElseThrow().total())
                .containsExactly(1L, 0L);
        assertThat(cellsOf(host, PciDeviceType.PF)).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"VIRTUAL_MACHINE", "LAB"})
    void everyFunctionKnowsItsCardAndItsGroup(Recordings recording) {
        var functions = host(recording).pci().stream().filter(device -> device.type() == PciDeviceType.VF).toList();

        assertThat(functions).isNotEmpty().allSatisfy(function -> {
            assertThat(function.parent()).isPresent();
            assertThat(function.iommuGroup()).isPresent();
            assertThat(function.driver()).contains("igbvf");
        });
    }
}
