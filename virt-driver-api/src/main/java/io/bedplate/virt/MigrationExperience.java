package io.bedplate.virt;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What earlier migrations to one host showed of what nobody can measure beforehand. A value; whoever sends guests keeps
 * it.
 *
 * @param trips         how many there were
 * @param kibPerSecond  bandwidth reached where that was less than allowed; empty = as much as was allowed
 * @param beyondCopying how long a guest stands still besides the copying of its last memory: until the hypervisors have
 *                      changed over, the destination has the order, has looked at the guest and has it run
 */
public record MigrationExperience(int trips, OptionalLong kibPerSecond, Duration beyondCopying) {
    /** Nothing is known yet; 100 ms as a first guess. */
    public static final MigrationExperience NONE = new MigrationExperience(0, OptionalLong.empty(),
            Duration.ofMillis(100));
    // Hosts change; what happened eight trips ago is worth half of what happened now, or less.
    private static final double LEAST_WEIGHT = 1.0 / 8;
    private static final Duration LEAST = Duration.ofMillis(1);
    // From there on the limit is what was allowed.
    private static final double FULL = 0.8;

    /**
     * One trip more. The times beyond copying are averaged by their logarithms, as their errors are factors: one trip that
     * took ten times as long says no more than one that took a tenth.
     *
     * @param forecast   what was reckoned with
     * @param standstill what it was
     * @param allowed    bandwidth by the policy, in KiB a second
     * @param reached    the most that was seen; 0 = none was seen
     */
    public MigrationExperience with(MigrationForecast forecast, Duration standstill, long allowed, long reached) {
        double weight = Math.max(1.0 / (trips + 1), LEAST_WEIGHT);
        var seen = standstill.minus(forecast.copying());
        double beyond = Math.exp((1 - weight) * logarithm(beyondCopying)
                + weight * logarithm(seen.compareTo(LEAST) > 0 ? seen : LEAST));
        return new MigrationExperience(trips + 1, limit(allowed, reached, weight),
                Duration.ofNanos(Math.round(beyond)));
    }

    private static double logarithm(Duration time) {
        return Math.log((double) time.toNanos());
    }

    private OptionalLong limit(long allowed, long reached, double weight) {
        if (reached == 0) {
            return kibPerSecond;
        }
        if (reached >= FULL * allowed) {
            // At least that much is possible.
            return kibPerSecond.isPresent() && kibPerSecond.getAsLong() > reached ? kibPerSecond : OptionalLong.empty();
        }
        return OptionalLong.of(kibPerSecond.isEmpty()
                ? reached
                : Math.round((1 - weight) * kibPerSecond.getAsLong() + weight * reached));
    }

    /** What a migration of that policy can reckon with. */
    long bandwidth(MigrationPolicy policy) {
        long allowed = policy.mibPerSecond() << 10;
        return kibPerSecond.isPresent() ? Math.min(allowed, kibPerSecond.getAsLong()) : allowed;
    }
}
