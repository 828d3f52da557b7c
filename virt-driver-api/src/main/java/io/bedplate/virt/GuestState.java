package io.bedplate.virt;

/** What a guest is doing. */
public enum GuestState {
    RUNNING, PAUSED,
    /** Known to the driver, but not running. */
    STOPPED,
    /** Ended by itself in error. */
    CRASHED
}
