package io.bedplate.virt;

import java.time.Duration;

/**
 * What a migration by pre-copy will be like, before it is begun.
 *
 * @param converges      the last rest is small enough for the downtime allowed
 * @param took           until the guest stands still; where it does not converge, of the rounds reckoned with
 * @param downtime       for the last rest
 * @param sentKib        some of it more than once
 * @param rounds         1 = all memory
 * @param ofKibPerSecond bandwidth reckoned with
 */
public record MigrationForecast(boolean converges, Duration took, Duration downtime, long sentKib, int rounds,
        long ofKibPerSecond) {
    private static final int MOST_ROUNDS = 1000;
    // Below that, a round costs more than it sends.
    private static final Duration SWITCH_OVER = Duration.ofMillis(20);

    /**
     * Each round sends what was written during the one before, so with R = bandwidth, D = what is written and V = memory
     * the i-th sends V * (D/R)^i and takes V/R * (D/R)^i; the guest stands still for the first rest that is sent within
     * the downtime allowed. That is the model of H. Liu et al., "Performance and energy modeling for live migration of
     * virtual machines", HPDC 2011, section 3.1, with QEMU's condition for the end (docs/devel/migration) and a constant
     * for devices and the change-over in place of its T_resume. What was never written to is sent all the same here; QEMU
     * leaves out pages of zeroes, so a young guest takes less.
     */
    public static MigrationForecast of(long memoryKib, long dirtyKibPerSecond, long kibPerSecond,
            Duration maxDowntime) {
        double bandwidth = (double) kibPerSecond;
        double ratio = dirtyKibPerSecond / bandwidth;
        double allowedKib = bandwidth * maxDowntime.toMillis() / 1000;
        double rest = (double) memoryKib;
        double sent = 0;
        int rounds = 0;
        do {
            sent += rest;
            // Nobody can write more than there is.
            rest = Math.min((double) memoryKib, rest * ratio);
            rounds++;
        } while (rest > allowedKib && rounds < MOST_ROUNDS && ratio < 1);
        return new MigrationForecast(rest <= allowedKib, seconds(sent / bandwidth),
                seconds(rest / bandwidth).plus(SWITCH_OVER), Math.round(sent + rest), rounds, kibPerSecond);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** For people. */
    @Override
    public String toString() {
        return "%s after %d ms and %d rounds, standing still for %d ms, at %d KiB/s".formatted(
                converges ? "there" : "not there", took.toMillis(), rounds, downtime.toMillis(), ofKibPerSecond);
    }
}
