package io.bedplate.virt;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The figures are those of the model, reckoned by hand. */
final class MigrationForecastTests {
    private static final long GIB = 1 << 20;
    private static final Duration ALLOWED = Duration.ofMillis(300);

    @Test
    void idleGuestGoesInOneRound() {
        var forecast = MigrationForecast.of(GIB, 0, GIB, ALLOWED);
        assertThat(forecast).isEqualTo(new MigrationForecast(true, Duration.ofSeconds(1), Duration.ofMillis(20), GIB, 1,
                GIB));
    }

    @Test
    void eachRoundSendsWhatWasWrittenDuringTheOneBefore() {
        // A ratio of 1/2: rounds of 1, 1/2 and 1/4 s, and a last rest of 1/8 s; with 1/4 s allowed it is done a round before.
        var forecast = MigrationForecast.of(GIB, GIB / 2, GIB, Duration.ofMillis(200));
        assertThat(forecast.rounds()).isEqualTo(3);
        assertThat(forecast.took()).isEqualTo(Duration.ofMillis(1750));
        assertThat(forecast.downtime()).isEqualTo(Duration.ofMillis(125 + 20));
        assertThat(forecast.sentKib()).isEqualTo(GIB + GIB / 2 + GIB / 4 + GIB / 8);
        assertThat(MigrationForecast.of(GIB, GIB / 2, GIB, Duration.ofMillis(250)).rounds()).isEqualTo(2);
    }

    @Test
    void guestThatWritesAsFastAsItsMemoryTravelsNeverArrives() {
        for (long written : new long[]{GIB, 10 * GIB}) {
            var forecast = MigrationForecast.of(GIB, written, GIB, ALLOWED);
            assertThat(forecast.converges()).isFalse();
            assertThat(forecast.downtime()).isEqualTo(Duration.ofMillis(1020));
            assertThat(forecast).hasToString(
                    "not there after 1000 ms and 1 rounds, standing still for 1020 ms, at 1048576 KiB/s");
        }
    }

    @Test
    void smallGuestThatWritesAllItsMemoryFitsIntoTheDowntime() {
        assertThat(MigrationForecast.of(GIB / 8, 10 * GIB, GIB, ALLOWED).converges()).isTrue();
    }

    @Test
    void nearlyHopelessRoundsAreCounted() {
        var forecast = MigrationForecast.of(100 * GIB, GIB - 1, GIB, ALLOWED);
        assertThat(forecast.converges()).isFalse();
        assertThat(forecast.rounds()).isEqualTo(1000);
    }
}
