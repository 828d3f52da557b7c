package io.bedplate.agent.watch;

import java.time.Duration;

/**
 * How a watch goes about its work.
 *
 * @param interval between two rounds over all claims
 * @param patience before a look that an order kept away is tried again
 */
public record WatchPolicy(Duration interval, Duration patience, Repair repair) {
    /** The kernel counts CPU time in steps of 10 ms: two of them are the least that says anything. */
    private static final Duration LEAST_RUN = Duration.ofMillis(20);
    private static final int LEAST_SHARE_PERCENT = 5;

    /** What is done about drift. */
    public enum Repair {
        /** It is told. */
        NONE,
        /** The guest is put back into the place that it has claimed, once for each new drift. */
        REPIN
    }

    public WatchPolicy {
        if (!interval.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException("interval %s, patience %s: more than nothing wanted".formatted(interval,
                    patience));
        }
    }

    /** Looks at that interval and repairs nothing. */
    public static WatchPolicy every(Duration interval) {
        var second = Duration.ofSeconds(1);
        return new WatchPolicy(interval, interval.compareTo(second) < 0 ? interval : second, Repair.NONE);
    }

    public WatchPolicy repairing(Repair other) {
        return new WatchPolicy(interval, patience, other);
    }

    /** Who ran shorter on a foreign pCPU since the former look is nobody's concern. */
    Duration leastRun(Duration sinceFormer) {
        var share = sinceFormer.multipliedBy(LEAST_SHARE_PERCENT).dividedBy(100);
        return share.compareTo(LEAST_RUN) > 0 ? share : LEAST_RUN;
    }
}
