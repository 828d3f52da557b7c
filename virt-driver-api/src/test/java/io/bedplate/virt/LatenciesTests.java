package io.bedplate.virt;

import java.util.Collections;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LatenciesTests {
    private final Latencies latencies = new Latencies();

    @Test
    void eachClassHoldsItsBound() {
        Latencies.BOUNDS_NANOS.forEach(latencies::add);
        latencies.add(Latencies.BOUNDS_NANOS.getLast() + 1);
        var seen = latencies.snapshot();
        assertThat(seen.counts()).isEqualTo(Collections.nCopies(Latencies.BOUNDS_NANOS.size() + 1, 1L));
        assertThat(seen.sumNanos()).isEqualTo(
                Latencies.BOUNDS_NANOS.stream().mapToLong(Long::longValue).sum() + Latencies.BOUNDS_NANOS.getLast()
                        + 1);
    }

    @Test
    void whatIsAboveABoundIsInTheNextClass() {
        latencies.add(Latencies.BOUNDS_NANOS.getFirst() + 1);
        assertThat(latencies.snapshot().counts()).startsWith(0L, 1L, 0L);
    }

    @Test
    void nothingIsLostWhenManyCountAtOnce() {
        IntStream.range(0, 100_000).parallel().forEach(latencies::add);
        assertThat(latencies.snapshot().total()).isEqualTo(100_000);
        assertThat(latencies.snapshot().sumNanos()).isEqualTo(100_000L * 99_999 / 2);
    }
}
