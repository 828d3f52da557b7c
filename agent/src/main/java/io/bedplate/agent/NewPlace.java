package io.bedplate.agent;

import io.bedplate.host.GuestPlacement;
import io.bedplate.nfv.NfvRequest;

/** Where an instance is to be on another host. */
public sealed interface NewPlace {

    /** A place that the caller has chosen. */
    record Chosen(GuestPlacement placement) implements NewPlace {}

    /** The one that the planner there finds. */
    record Planned(NfvRequest request) implements NewPlace {}
}
