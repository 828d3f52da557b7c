package io.bedplate.agent.watch;

/** What a watch has counted, for metrics. */
public interface WatchFigures {
    /** All of one moment. */
    Counts counts();

    /**
     * Sums since the watch began, and the state of now.
     *
     * @param rounds         over all claims
     * @param looks          at one instance
     * @param busy           looks that an order kept away
     * @param unavailable    rounds and looks that the hypervisor did not answer
     * @param driftsBegan    instances that drifted
     * @param driftsEnded    of those, that are in force again, stopped or gone
     * @param repairs        that were tried
     * @param repairsFailed  of those, that put nothing right
     * @param drifting       instances that drift now
     * @param differences    that they have now
     * @param remarks        that all instances have now
     * @param pinnedExclusive vCPUs, as {@link io.bedplate.agent.proof.VcpuHold.Kind} has them, in the last round
     * @param pinnedShared   likewise
     * @param floating       likewise
     */
    record Counts(long rounds, long looks, long busy, long unavailable, long driftsBegan, long driftsEnded,
            long repairs, long repairsFailed, int drifting, int differences, int remarks, int pinnedExclusive,
            int pinnedShared, int floating) {}
}
