package io.bedplate.agent;

import io.bedplate.nfv.Rejection;

/** What became of an order to resize. */
public sealed interface ChangeResult {

    /** It has the new size; the former one is held until somebody confirms or reverts. */
    record Resized(Claim claim) implements ChangeResult {}

    /** It does not fit beside what it has; nothing was changed. */
    record Rejected(Rejection rejection) implements ChangeResult {}
}
