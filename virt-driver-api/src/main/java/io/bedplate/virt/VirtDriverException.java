package io.bedplate.virt;

import org.jspecify.annotations.Nullable;

/** Something broke, or was asked that cannot be done; {@link #kind()} says what a caller can do about it. */
public final class VirtDriverException extends RuntimeException {
    private final Kind kind;

    public VirtDriverException(Kind kind, String message) {
        this(kind, message, null);
    }

    public VirtDriverException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What went wrong, seen from the caller. */
    public enum Kind {
        /** The instance is already known. */
        EXISTS,
        /** The instance is not known. */
        NOT_FOUND,
        /** The guest is in a state from which this cannot be done. */
        WRONG_STATE,
        /** This driver cannot do it, at any time. */
        UNSUPPORTED,
        /** The specification names something the host does not have or the hypervisor does not take. */
        INVALID_SPEC,
        /** The host lacks memory, pages, CPUs, disk space. */
        INSUFFICIENT_RESOURCES,
        /** The guest came up otherwise than its placement says; it has been removed again. */
        PLACEMENT_NOT_IN_FORCE,
        /** The hypervisor does not answer. Trying again may help. */
        UNAVAILABLE,
        /** Anything else the hypervisor reports. */
        INTERNAL
    }
}
