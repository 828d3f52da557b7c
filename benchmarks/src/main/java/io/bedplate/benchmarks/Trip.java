package io.bedplate.benchmarks;

import java.time.Duration;

import io.bedplate.agent.MigrateResult.Moved;

/**
 * One migration.
 *
 * @param whole from the order to its answer
 * @param gap   between the guest's last word here and its first there, which comes when it has something to say
 * @param counts whether its own kernel went on there
 */
record Trip(Moved moved, Duration whole, Duration gap, boolean counts) {

    /** The measured standstill by the predicted one. */
    double ratio() {
        return (double) moved.standstill().toNanos() / moved.forecast().downtime().toNanos();
    }

    boolean isWithinAFactorOfTwo() {
        return ratio() >= 0.5 && ratio() <= 2;
    }

    @Override
    public String toString() {
        var travel = moved.travel();
        return "%sstood still %d ms, predicted %d ms, by QEMU %d ms, silent %d ms; %d rounds, %d MiB, %d ms in all"
                .formatted(counts ? "" : "LOST ", moved.standstill().toMillis(), moved.forecast().downtime().toMillis(),
                        travel.downtime().toMillis(), gap.toMillis(), travel.rounds(), travel.sentKib() >> 10,
                        whole.toMillis());
    }
}
