package io.bedplate.agent;

import io.bedplate.nfv.Rejection;

/** What deciding on an order came to. */
sealed interface Decision {

    /** The instance has a claim already. */
    record Known(Claim claim) implements Decision {}

    /** It does not fit. */
    record No(Rejection rejection) implements Decision {}

    /** It fits, and this claim is its place. */
    record Yes(Claim claim) implements Decision {}
}
