package io.bedplate.numa;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.bedplate.host.GuestCpuTopology;

import static org.assertj.core.api.Assertions.assertThat;

final class CpuTopologiesTests {
    /** 0 = not said; sockets, cores, threads, then the three limits. */
    private static CpuTopologyWish wish(int... numbers) {
        var said = IntStream.of(numbers).mapToObj(n -> n == 0 ? OptionalInt.empty() : OptionalInt.of(n)).toList();
        return new CpuTopologyWish(said.get(0), said.get(1), said.get(2), said.get(3), said.get(4), said.get(5));
    }

    @ParameterizedTest
    @CsvSource({"4, 0,0,0, 0,0,0, 4,1,1", "8, 0,0,0, 2,0,0, 2,4,1", "8, 2,2,0, 0,0,0, 2,2,2", "8, 0,0,2, 0,0,0, 4,1,2",
            "8, 0,0,0, 1,4,0, 1,4,2", "1, 0,0,0, 0,0,0, 1,1,1", "16, 2,4,2, 4,16,2, 2,4,2", "6, 4,0,0, 0,0,0, 6,1,1",
            "12, 0,5,3, 0,0,0, 4,1,3", "7, 0,0,0, 1,0,0, 1,7,1", "16384, 0,0,0, 0,0,0, 16384,1,1"})
    void choosesAsDocumented(int vcpus, int s, int c, int t, int maxS, int maxC, int maxT, int sockets, int cores,
            int threads) {
        assertThat(CpuTopologies.choose(vcpus, wish(s, c, t, maxS, maxC, maxT)))
                .contains(new GuestCpuTopology(sockets, cores, threads));
    }

    @ParameterizedTest
    @CsvSource({"8, 1,2,2", "7, 6,6,6", "128, 1,1,1"})
    void limitsMayLeaveNothing(int vcpus, int maxS, int maxC, int maxT) {
        assertThat(CpuTopologies.choose(vcpus, wish(0, 0, 0, maxS, maxC, maxT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTryingEveryTopology(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            int vcpus = 1 + random.nextInt(48);
            var wish = wish(random.ints(6, 0, 9).map(n -> random.nextBoolean() ? 0 : n).toArray());
            assertThat(CpuTopologies.choose(vcpus, wish)).as("%d %s", vcpus, wish).isEqualTo(tried(vcpus, wish));
        }
    }

    private static Optional<GuestCpuTopology> tried(int vcpus, CpuTopologyWish wish) {
        return IntStream.rangeClosed(1, Math.min(vcpus, wish.maxSockets().orElse(vcpus))).boxed()
                .flatMap(s -> IntStream.rangeClosed(1, Math.min(vcpus, wish.maxCores().orElse(vcpus))).boxed()
                        .flatMap(c -> IntStream.rangeClosed(1, Math.min(vcpus, wish.maxThreads().orElse(vcpus)))
                                .mapToObj(t -> new GuestCpuTopology(s, c, t))))
                .filter(topology -> topology.vcpus() == vcpus)
                .max(Comparator.comparingInt((GuestCpuTopology t) -> met(t, wish))
                        .thenComparingInt(t -> t.sockets() * t.cores()).thenComparingInt(GuestCpuTopology::sockets));
    }

    private static int met(GuestCpuTopology found, CpuTopologyWish wish) {
        return (wish.sockets().orElse(0) == found.sockets() ? 1 : 0) + (wish.cores().orElse(0) == found.cores() ? 1 : 0)
                + (wish.threads().orElse(0) == found.threads() ? 1 : 0);
    }
}
