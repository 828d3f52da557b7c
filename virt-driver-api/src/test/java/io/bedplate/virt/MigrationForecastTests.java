package io.bedplate.virt;

import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The figures are those of the model, reckoned by hand. */
final class MigrationForecastTests {
    private static final long GIB = 1 << 20;
    private static final Duration BEYOND = Duration.ofMillis(40);
    private static final MigrationExperience EXPERIENCE = new MigrationExperience(9, OptionalLong.empty(), BEYOND);
    /** A GiB a second. */
    private static final MigrationPolicy POLICY = MigrationPolicy.USUAL.at(1024);

    private static MigrationForecast of(long memoryKib, long written, Duration allowed) {
        return MigrationForecast.of(memoryKib, written, new MigrationPolicy(1024, allowed, false, false, 1,
                POLICY.budget(), POLICY.atEnd()), EXPERIENCE);
    }

    @Test
    void idleGuestGoesInOneRoundAndStopsHalfWayToWhatIsAllowed() {
        assertThat(of(GIB, 0, Duration.ofMillis(300))).isEqualTo(new MigrationForecast(true, Duration.ofSeconds(1),
                Duration.ofMillis(15), Duration.ofMillis(15 + 40), GIB, 1, GIB));
    }

    @Test
    void eachRoundSendsWhatWasWrittenDuringTheOneBefore() {
        // A ratio of 1/2: rounds of 1, 1/2, 1/4 s, and a last rest of 1/8 s. Of 800 ms a tenth is allowed for two rounds,
        // and two tenths for the next.
        var forecast = of(GIB, GIB / 2, Duration.ofMillis(800));
        assertThat(forecast.rounds()).isEqualTo(3);
        assertThat(forecast.took()).isEqualTo(Duration.ofMillis(1750));
        assertThat(forecast.copying()).isEqualTo(Duration.ofNanos((125_000_000 + 160_000_000) / 2));
        assertThat(forecast.downtime()).isEqualTo(forecast.copying().plus(BEYOND));
        assertThat(forecast.sentKib()).isEqualTo(GIB + GIB / 2 + GIB / 4 + GIB / 8);
    }

    @Test
    void guestThatWritesAsFastAsItsMemoryTravelsNeverArrives() {
        for (long written : new long[]{GIB, 10 * GIB}) {
            var forecast = of(GIB, written, Duration.ofMillis(300));
            assertThat(forecast.converges()).isFalse();
            assertThat(forecast.downtime()).isEqualTo(Duration.ofMillis(1040));
            assertThat(forecast.rounds()).as("until all is allowed that may be").isEqualTo(9);
            assertThat(forecast).asString().startsWith("not there after").contains("9 rounds",
                    "standing still for 1040 ms, at 1048576 KiB/s");
        }
    }

    @Test
    void smallGuestThatWritesAllItsMemoryFitsIntoTheDowntime() {
        assertThat(of(GIB / 8, 10 * GIB, Duration.ofMillis(300)).converges()).isTrue();
    }

    @Test
    void nearlyHopelessRoundsAreCounted() {
        var forecast = of(100 * GIB, GIB - 1, Duration.ofMillis(300));
        assertThat(forecast.converges()).isFalse();
        assertThat(forecast.rounds()).isEqualTo(1000);
    }

    @Test
    void bandwidthThatWasNotReachedBeforeIsNotReckonedWith() {
        var slow = new MigrationExperience(1, OptionalLong.of(GIB / 4), BEYOND);
        assertThat(MigrationForecast.of(GIB, 0, POLICY, slow).took()).isEqualTo(Duration.ofSeconds(4));
        assertThat(MigrationForecast.of(GIB, 0, POLICY.at(128), slow).took()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void downtimeGrowsFromATenthToAllThatIsAllowed() {
        assertThat(POLICY.downtimeIn(1)).hasMillis(30);
        assertThat(POLICY.downtimeIn(2)).hasMillis(30);
        assertThat(POLICY.downtimeIn(3)).hasMillis(60);
        assertThat(POLICY.downtimeIn(8)).hasMillis(240);
        assertThat(POLICY.downtimeIn(9)).hasMillis(300);
        assertThat(POLICY.downtimeIn(Integer.MAX_VALUE)).hasMillis(300);
        assertThat(new MigrationPolicy(1, Duration.ofMillis(2), false, false, 1, POLICY.budget(), POLICY.atEnd())
                .downtimeIn(1)).hasMillis(1);
    }
}
