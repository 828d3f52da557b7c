package io.bedplate.virt;

import io.bedplate.host.GuestPlacement;

/** Ability to give a guest another place on its host while it runs on. */
public interface Repinning {

    /**
     * [20.2] Puts another placement in force, as one transaction: every thread, the memory, and what the guest starts with
     * next time. The gate looks once all of it is in force; the guest goes on meanwhile. [20.3] When the gate refuses, or
     * anything fails, the former placement is in force again; where even that fails the message says what was wrong first
     * and what then. [20.4] Of a guest without a process only what it starts with changes, and no gate is asked: its next
     * start has one.
     *
     * <p>
     * The shape stays: vCPUs, cells with their memory and page sizes, topology, I/O threads, realtime, locked memory and
     * devices [20.5].
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a suspended guest; UNSUPPORTED, naming what differs, for a placement of another shape or memory
     *                             that cannot move; INVALID_SPEC and INSUFFICIENT_RESOURCES as {@link VirtDriver#spawn};
     *                             PLACEMENT_NOT_IN_FORCE when the gate refuses
     */
    void repin(InstanceId id, GuestPlacement wanted, LaunchGate gate);
}
