package io.bedplate.numa;

import java.util.OptionalInt;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The guest topologies Nova documents; 0 stands for not said. */
final class GuestTopologiesTests {
    @ParameterizedTest
    @CsvSource({"4, 0,0,0, 0,0,0, 4x1x1", "8, 0,0,0, 2,0,0, 2x4x1", "8, 2,2,0, 0,0,0, 2x2x2", "8, 0,0,2, 0,0,0, 4x1x2",
            "8, 0,0,0, 1,4,0, 1x4x2", "8, 0,0,0, 1,4,1, none", "7, 2,0,0, 0,0,0, 7x1x1", "6, 0,3,0, 0,0,0, 2x3x1"})
    void choosesAsDocumented(int vcpus, int sockets, int cores, int threads, int maxSockets, int maxCores,
            int maxThreads, String wanted) {
        var wish = new CpuTopologyWish(said(sockets), said(cores), said(threads), said(maxSockets), said(maxCores),
                said(maxThreads));
        var found = GuestTopologies.choose(vcpus, wish)
                .map(topology -> "%dx%dx%d".formatted(topology.sockets(), topology.cores(), topology.threads()));
        assertThat(found.orElse("none")).isEqualTo(wanted);
    }

    private static OptionalInt said(int count) {
        return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
