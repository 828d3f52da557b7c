package io.bedplate.virt;

import java.nio.file.Path;

/** Ability to copy a disk as it is at one moment. */
public interface Snapshotting {

    /**
     * [18.2] Writes a qcow2 image of its own, without a backing file, with all that the guest saw on the disk at one
     * moment. A running guest goes on; whatever happens, its file systems are not left frozen [18.4].
     *
     * @param target made by the driver; a file that is there is INVALID_SPEC and stays as it is [18.3]. After a failure
     *               there is none
     * @throws VirtDriverException NOT_FOUND; INVALID_SPEC for a disk that the guest does not have; UNSUPPORTED for an
     *                             encrypted disk, whose copy would lie open; with REQUIRE, UNSUPPORTED for a guest without
     *                             the channel to its agent and UNAVAILABLE when that does not answer
     */
    Snapshot snapshot(InstanceId id, DeviceId disk, Path target, Quiescence quiescence);

    /**
     * [18.5] Ends a snapshot whose caller died, where the hypervisor still copies into that file; the file stays. Does
     * nothing where it does not, nor for an unknown guest. Only for who knows that nobody waits for that snapshot.
     */
    default void giveUp(InstanceId id, Path target) {}

    /** Whether the guest's file systems are frozen for the moment, by its agent. A guest without a process needs none. */
    enum Quiescence {
        /** They are not: the copy is what a power cut would leave. */
        NONE,
        /** Where that can be done. */
        TRY,
        /** Without it there is no snapshot. */
        REQUIRE
    }

    /**
     * What came of it.
     *
     * @param quiesced nothing was half written at that moment: the file systems were frozen, or the guest had no process
     */
    record Snapshot(Path file, boolean quiesced) {}
}
