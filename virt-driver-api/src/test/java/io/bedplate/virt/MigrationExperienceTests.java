package io.bedplate.virt;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MigrationExperienceTests {
    private static final long ALLOWED = 1024;
    private static final Duration COPYING = Duration.ofMillis(10);
    private static final MigrationForecast FORECAST = new MigrationForecast(true, COPYING, COPYING, COPYING, 1, 1, 1);

    private static MigrationExperience after(MigrationExperience before, long beyondMillis, long reached) {
        return before.with(FORECAST, COPYING.plusMillis(beyondMillis), ALLOWED, reached);
    }

    @Test
    void firstTripReplacesTheGuess() {
        var once = after(MigrationExperience.NONE, 400, 0);
        assertThat(once.trips()).isOne();
        assertThat(once.beyondCopying().toMillis()).isBetween(399L, 400L);
        assertThat(once.kibPerSecond()).isEmpty();
    }

    @Test
    void oneOddTripAmongManyMovesLittle() {
        var usual = MigrationExperience.NONE;
        for (int trip = 0; trip < 20; trip++) {
            usual = after(usual, 100, 0);
        }
        assertThat(after(usual, 1000, 0).beyondCopying().toMillis()).isBetween(130L, 136L);
        assertThat(after(usual, 10, 0).beyondCopying().toMillis()).isBetween(73L, 77L);
    }

    @Test
    void tripShorterThanItsCopyingLeavesAMillisecond() {
        var once = MigrationExperience.NONE.with(FORECAST, Duration.ofMillis(5), ALLOWED, 0);
        assertThat(once.beyondCopying().toMillis()).isBetween(0L, 1L);
    }

    @Test
    void bandwidthIsALimitWhereLessWasReachedThanAllowed() {
        var once = after(MigrationExperience.NONE, 100, 512);
        assertThat(once.kibPerSecond()).hasValue(512);
        assertThat(after(once, 100, 256).kibPerSecond()).hasValue(384);
        assertThat(after(once, 100, 0).kibPerSecond()).hasValue(512);
        assertThat(after(once, 100, 1000).kibPerSecond()).as("more is possible after all").isEmpty();
        var slowPolicy = once.with(FORECAST, COPYING, 100, 100);
        assertThat(slowPolicy.kibPerSecond()).as("all that was allowed says nothing").hasValue(512);
    }
}
