package io.bedplate.virt;

import java.time.Instant;

/** Something happened at the hypervisor. */
public sealed interface DriverEvent {
    /** When the driver learnt of it. */
    Instant at();

    /** A guest entered a state. */
    record GuestChanged(InstanceId id, GuestState state, Instant at) implements DriverEvent {}

    /** A guest is no longer known. */
    record GuestGone(InstanceId id, Instant at) implements DriverEvent {}

    /** The hypervisor no longer answers; guests may go on running. Events may have been lost since. */
    record ConnectionLost(String why, Instant at) implements DriverEvent {}

    /** The hypervisor answers again; the listener should ask for all guests afresh. */
    record ConnectionRestored(Instant at) implements DriverEvent {}
}
