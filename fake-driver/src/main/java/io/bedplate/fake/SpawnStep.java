package io.bedplate.fake;

/** The steps in which a guest comes up, in their order; each can be made to fail. */
public enum SpawnStep {
    /** One of the disks that are made for it. */
    MAKE_DISK,
    /** The guest becomes known. */
    DEFINE,
    /** Its process starts, paused; its pages are taken. */
    START,
    /** After the gate: its first instruction. */
    RESUME
}
