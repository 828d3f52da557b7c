package io.bedplate.numa.sysfs;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;

import static org.assertj.core.api.Assertions.assertThat;

final class CoresTests {
    private static final CpuSet FOUR = CpuSet.range(0, 3);

    @Test
    void oneThreadMaySpeakForASilentOne() {
        assertThat(Cores.group(FOUR, Map.of(2, CpuSet.of(0, 2), 3, CpuSet.of(3)))).containsExactly(CpuSet.of(0, 2),
                CpuSet.of(1), CpuSet.of(3));
    }

    @Test
    void aClaimThatTheOtherDeniesDoesNotHold() {
        assertThat(Cores.group(FOUR, Map.of(0, FOUR, 1, CpuSet.of(1), 2, CpuSet.of(2, 3), 3, CpuSet.of(2, 3))))
                .containsExactly(CpuSet.of(0), CpuSet.of(1), CpuSet.of(2, 3));
    }

    @Test
    void everyCpuIsInJustOneCore() {
        var cores = Cores.group(FOUR, Map.of(0, CpuSet.of(0, 1), 1, CpuSet.of(0, 1, 2), 2, CpuSet.of(1, 2), 3, FOUR));

        assertThat(cores.stream().mapToInt(CpuSet::size).sum()).isEqualTo(4);
        assertThat(cores.stream().reduce(CpuSet.empty(), CpuSet::or)).isEqualTo(FOUR);
    }
}
