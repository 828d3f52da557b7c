package io.bedplate.libvirt;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;

import static org.assertj.core.api.Assertions.assertThat;

final class MemoryMoveTests {

    private static MemoryMove decide(Map<Integer, Integer> defined, CpuSet bound, Map<Integer, Integer> wanted) {
        return MemoryMove.decide(new TreeMap<>(defined), bound, new TreeMap<>(wanted));
    }

    @Test
    void memoryInItsPlaceStays() {
        assertThat(decide(Map.of(0, 1), CpuSet.of(1), Map.of(0, 1))).isEqualTo(new MemoryMove.Stay());
        assertThat(decide(Map.of(0, 3, 1, 2), CpuSet.of(2, 3), Map.of(0, 3, 1, 2))).isEqualTo(new MemoryMove.Stay());
    }

    @Test
    void cellsKeepTheirOrder() {
        assertThat(decide(Map.of(0, 0), CpuSet.of(0), Map.of(0, 3)))
                .isEqualTo(new MemoryMove.Bind(CpuSet.of(0), CpuSet.of(3)));
        assertThat(decide(Map.of(0, 1, 1, 0), CpuSet.of(0, 1), Map.of(0, 3, 1, 2)))
                .isEqualTo(new MemoryMove.Bind(CpuSet.of(0, 1), CpuSet.of(2, 3)));
    }

    @Test
    void cellsThatPassEachOtherOrPartAreRefused() {
        assertThat(decide(Map.of(0, 0, 1, 1), CpuSet.of(0, 1), Map.of(0, 1, 1, 0)))
                .isInstanceOf(MemoryMove.Impossible.class).asString().contains("{0=0, 1=1}", "{0=1, 1=0}");
        assertThat(decide(Map.of(0, 0, 1, 0), CpuSet.of(0), Map.of(0, 0, 1, 1)))
                .isInstanceOf(MemoryMove.Impossible.class);
    }

    /** The agent died between the move of the memory and the definition. */
    @Test
    void aMoveThatWasCutOffCanBeUndoneAndFinished() {
        assertThat(decide(Map.of(0, 0), CpuSet.of(1), Map.of(0, 0)))
                .isEqualTo(new MemoryMove.Bind(CpuSet.of(1), CpuSet.of(0)));
        assertThat(decide(Map.of(0, 0), CpuSet.of(1), Map.of(0, 1))).isEqualTo(new MemoryMove.Stay());
    }
}
