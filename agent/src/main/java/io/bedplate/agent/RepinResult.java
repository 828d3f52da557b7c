package io.bedplate.agent;

import java.util.Optional;

import io.bedplate.agent.proof.Evidence;
import io.bedplate.nfv.Rejection;

/** What became of an order to give an instance another place. */
public sealed interface RepinResult {

    /**
     * It is there, and its former place is free.
     *
     * @param evidence empty for a guest that was not running: its next start is proved
     */
    record Repinned(Claim claim, Optional<Evidence> evidence) implements RepinResult {}

    /** No place was found; nothing was changed. */
    record Rejected(Rejection rejection) implements RepinResult {}

    /**
     * The place that was named is not free; nothing was changed.
     *
     * @param why what was wanted, and who or what is in the way
     */
    record Taken(String why) implements RepinResult {}
}
