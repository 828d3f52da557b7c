package io.bedplate.numa;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.NumaCell;

import static org.assertj.core.api.Assertions.assertThat;

final class CellDistancesTests {
    private static final List<NumaCell> CELLS = List.of(cell(0, 0), cell(1, 0), cell(2, 1));

    @Test
    void putsTheTableBeforeTheSocket() {
        var distances = CellDistances.of(CELLS, List.of(List.of(10, 32, 21), List.of(32, 10, 21), List.of(21, 21, 10)));
        assertThat(distances.between(0, 2)).isLessThan(distances.between(0, 1));
        assertThat(distances.toNearest(0, 1)).isEqualTo(distances.between(0, 2));
        assertThat(distances.toNearest(0, 2)).isEqualTo(distances.between(0, 2) + distances.between(0, 1));
        assertThat(distances.steps(0)).isEqualTo(2);
        assertThat(distances.step(0, 0)).isEqualTo(distances.between(0, 2));
    }

    @Test
    void countsOnlySocketsWithoutATable() {
        var distances = CellDistances.of(CELLS, List.of());
        assertThat(distances.between(0, 1)).isLessThan(distances.between(0, 2));
        assertThat(distances.between(1, 2)).isEqualTo(distances.between(0, 2));
    }

    @Test
    void countsBothWays() {
        var cells = CELLS.subList(0, 2);
        var oneWay = CellDistances.of(cells, List.of(List.of(10, 15), List.of(25, 10)));
        assertThat(oneWay.between(0, 1)).isEqualTo(oneWay.between(1, 0));
    }

    private static NumaCell cell(int id, int socket) {
        return new NumaCell(id, OptionalInt.of(socket), CpuSet.of(id), 1 << 20, List.of());
    }
}
