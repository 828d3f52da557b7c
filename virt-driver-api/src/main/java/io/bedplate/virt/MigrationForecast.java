package io.bedplate.virt;

import java.time.Duration;

/**
 * What a migration by pre-copy will be like, before it is begun.
 *
 * @param converges      the last rest is small enough for the downtime allowed
 * @param took           until the guest stands still; where it does not converge, of the rounds reckoned with
 * @param copying        what of the downtime is for the last rest
 * @param downtime       from the guest's last instruction here to its first there
 * @param sentKib        some of it more than once
 * @param rounds         1 = all memory
 * @param ofKibPerSecond bandwidth reckoned with
 */
public record MigrationForecast(boolean converges, Duration took, Duration copying, Duration downtime, long sentKib,
        int rounds, long ofKibPerSecond) {
    private static final int MOST_ROUNDS = 1000;

    /**
     * Each round sends what was written during the one before, so with R = bandwidth, D = what is written and V = memory
     * the i-th sends V * (D/R)^i and takes V/R * (D/R)^i. That is the model of H. Liu et al., "Performance and energy
     * modeling for live migration of virtual machines", HPDC 2011, section 3.1, with {@link MigrationPolicy#downtimeIn}
     * for the end: the guest stops when the rest can be sent within that, so what is sent then lies between what was just
     * written and what is allowed, and half-way is reckoned with. In place of the model's T_resume stands what was
     * experienced. What was never written to is sent all the same here; QEMU leaves out pages of zeroes, so a young guest
     * takes less.
     */
    public static MigrationForecast of(long memoryKib, long dirtyKibPerSecond, MigrationPolicy policy,
            MigrationExperience experience) {
        double bandwidth = (double) experience.bandwidth(policy);
        double ratio = dirtyKibPerSecond / bandwidth;
        double memory = (double) memoryKib;
        double rest = memory;
        double sent = 0;
        double allowed;
        int rounds = 0;
        do {
            sent += rest;
            // Nobody can write more than there is.
            rest = Math.min(memory, rest * ratio);
            rounds++;
            allowed = Math.min(memory, bandwidth * policy.downtimeIn(rounds).toMillis() / 1000);
        } while (rest > allowed && rounds < MOST_ROUNDS && (ratio < 1 || policy.mayGrow(rounds)));
        var copying = seconds((rest <= allowed ? (rest + allowed) / 2 : rest) / bandwidth);
        return new MigrationForecast(rest <= allowed, seconds(sent / bandwidth), copying,
                copying.plus(experience.beyondCopying()), Math.round(sent + rest), rounds, Math.round(bandwidth));
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
