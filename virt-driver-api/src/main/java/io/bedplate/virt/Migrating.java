package io.bedplate.virt;

import java.time.Duration;

/**
 * Ability to send running guests to another host. The destination's driver is {@link Receiving}; what both say to each
 * other is carried by the caller. A guest that has arrived waits there until the caller has it admitted, so it never runs
 * on both, whoever is cut off.
 */
public interface Migrating {

    /**
     * [24.2] What the destination must know of a running guest. Marks are put beside its disks, until {@link #migrate} or
     * {@link #abort}.
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest that is not RUNNING
     */
    TravelPapers papers(InstanceId id);

    /**
     * How much of its memory a guest writes, in KiB a second, watched for so long. The guest goes on.
     *
     * @throws VirtDriverException as {@link #papers}
     */
    long dirtyKibPerSecond(InstanceId id, Duration watched);

    /**
     * [24.2] Sends a running guest. It goes on here until the destination has it; the escort is asked once whether it may
     * go. [24.3] Refused by the escort, [24.4] aborted, or [24.5] where the destination cannot be reached or fails, it
     * goes on here as before, and the destination has nothing of it.
     *
     * @param document {@link Preparation.Ready#document()}
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest that is not RUNNING; UNAVAILABLE when the hypervisor
     *                             here went away: it may go on with what it does, which {@link #abort} ends
     */
    MigrationResult migrate(InstanceId id, String document, Passage passage, MigrationPolicy policy, Escort escort);

    /**
     * [24.4] Ends a migration, whoever began it, and returns when there is none. The guest goes on here, unless it has no
     * process here any more; nothing happens to one that is not on its way.
     *
     * @throws VirtDriverException NOT_FOUND
     */
    void abort(InstanceId id);
}
