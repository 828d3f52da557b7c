package io.bedplate.agent;

import java.util.Optional;

import io.bedplate.agent.proof.Evidence;
import io.bedplate.nfv.Rejection;
import io.bedplate.virt.Growth;

/** What became of an order to grow. */
public sealed interface GrowResult {

    /**
     * It has what was wanted.
     *
     * @param evidence empty for a guest that was not running: its next start is proved
     */
    record Grown(Claim claim, Growth growth, Optional<Evidence> evidence) implements GrowResult {}

    /** There is no room beside what it has; nothing was changed. */
    record Rejected(Rejection rejection) implements GrowResult {}
}
