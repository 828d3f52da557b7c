package io.bedplate.fake;

/**
 * Stands for the end of the process that called a driver. Thrown by a gate or at a step, it keeps the driver from undoing
 * anything: the dead undo nothing.
 */
public final class CallerEnded extends Error {
    private static final long serialVersionUID = 1L;

    /** Ended now. */
    public CallerEnded() {
        super("the caller's process ended");
    }
}
