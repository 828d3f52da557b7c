package io.bedplate.agent;

import java.time.Duration;
import java.util.List;

import io.bedplate.agent.proof.Evidence;
import io.bedplate.nfv.Rejection;
import io.bedplate.virt.MigrationForecast;
import io.bedplate.virt.MigrationRefusal;
import io.bedplate.virt.MigrationResult;

/** What became of an order to migrate. */
public sealed interface MigrateResult {

    /**
     * It runs at its destination, and nothing of it is here.
     *
     * @param evidence of its place there, before it ran on
     * @param forecast what was expected
     * @param standstill from its last instruction here to its first there, as this host's clock has it; what
     *                   {@code forecast} calls downtime. Where the hypervisor did not say when it stopped, from the end
     *                   that the hypervisor saw
     */
    record Moved(Evidence evidence, MigrationForecast forecast, MigrationResult.Left travel,
            Duration standstill) implements MigrateResult {}

    /** It was not begun; the instance runs here as before, and its destination has nothing of it. */
    record Refused(List<MigrationRefusal> reasons) implements MigrateResult {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** It does not fit there; nothing was changed. */
    record Rejected(Rejection rejection) implements MigrateResult {}

    /** The place that was named there is not free; nothing was changed. */
    record Taken(String why) implements MigrateResult {}

    /** It was begun and given up; the instance runs here as before, and its destination has nothing of it. */
    record Stayed(MigrationResult.Why why, MigrationForecast forecast) implements MigrateResult {}

    /** Its process here ended on the way, before it was whole anywhere else. Its claim stands, and it can be started. */
    record Ended(String why) implements MigrateResult {}
}
