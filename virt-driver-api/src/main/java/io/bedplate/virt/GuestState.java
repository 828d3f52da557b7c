package io.bedplate.virt;

/** What a guest is doing. */
public enum GuestState {
    RUNNING, PAUSED,
    /** Known to the driver, but not running. */
    STOPPED,
    /** Its memory is on disk; it has no process. */
    SUSPENDED,
    /** Ended by itself in error. */
    CRASHED
}
