package io.bedplate.agent;

import java.time.Duration;

import io.bedplate.agent.proof.Evidence;
import io.bedplate.nfv.Rejection;
import io.bedplate.virt.DiskRefusal;

/** What became of an order to spawn. */
public sealed interface SpawnResult {

    /** The guest runs where it was planned, and the evidence says so. */
    record Spawned(Claim claim, Evidence evidence, Times times) implements SpawnResult {}

    /** It does not fit; nothing was changed. */
    record Rejected(Rejection rejection) implements SpawnResult {}

    /** The disks ordered for it cannot be made; nothing is left behind. */
    record DisksRefused(DiskRefusal refusal) implements SpawnResult {}

    /**
     * How long each step took.
     *
     * @param read   reading the host
     * @param plan   deciding
     * @param claim  writing the claim to disk, and making its disks
     * @param create from the driver's start to the paused guest
     * @param verify comparing with the kernel
     * @param resume letting the guest run
     */
    record Times(Duration read, Duration plan, Duration claim, Duration create, Duration verify, Duration resume) {
        static Times of(Stopwatch laps) {
            return new Times(laps.at(0), laps.at(1), laps.at(2), laps.at(3), laps.at(4), laps.at(5));
        }
    }
}
