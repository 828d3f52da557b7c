package io.bedplate.libvirt;

import java.util.Optional;

import io.bedplate.libvirt.jna.LifecycleEvent;
import io.bedplate.virt.GuestState;

/** What libvirt's lifecycle events mean. Pure. */
final class Lifecycle {
    private Lifecycle() {}

    /** A change in our words. */
    sealed interface Change {
        record To(GuestState state) implements Change {}

        /** It ended in error, either while it ran or while it was being started; only libvirt's state tells which. */
        record Failed() implements Change {}

        record Gone() implements Change {}
    }

    /**
     * Empty for what says nothing new. STARTED is among that: libvirt sends it also of a guest that is started halted,
     * and RESUMED or SUSPENDED besides in every case.
     */
    static Optional<Change> read(LifecycleEvent event) {
        return switch (event.type()) {
            case LifecycleEvent.SUSPENDED, LifecycleEvent.PM_SUSPENDED -> Optional.of(new Change.To(GuestState.PAUSED));
            case LifecycleEvent.RESUMED -> Optional.of(new Change.To(GuestState.RUNNING));
            case LifecycleEvent.STOPPED -> Optional.of(stopped(event.detail()));
            case LifecycleEvent.CRASHED -> Optional.of(new Change.To(GuestState.CRASHED));
            case LifecycleEvent.UNDEFINED -> Optional.of(new Change.Gone());
            default -> Optional.empty();
        };
    }

    private static Change stopped(int detail) {
        return switch (detail) {
            case LifecycleEvent.STOPPED_FAILED -> new Change.Failed();
            case LifecycleEvent.STOPPED_SAVED -> new Change.To(GuestState.SUSPENDED);
            case LifecycleEvent.STOPPED_CRASHED -> new Change.To(GuestState.CRASHED);
            default -> new Change.To(GuestState.STOPPED);
        };
    }
}
