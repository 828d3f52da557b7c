package io.bedplate.virt;

/**
 * Ability to take in guests of other hosts; see {@link Migrating}. {@link VirtDriver#destroy} ends a guest that is on its
 * way or waits. Present exactly where the driver is {@link Migrating}.
 */
public interface Receiving {

    /**
     * [24.6] Says whether a guest can come, and what it will be here. Nothing is made: pages and CPUs are the caller's to
     * keep free.
     *
     * @param spec what it is to be here: of the same id, name and shape, in a place of this host
     * @throws VirtDriverException EXISTS for a known id or name
     */
    Preparation prepare(InstanceSpec spec, TravelPapers papers, MigrationPolicy policy);

    /**
     * [24.2] Shows the gate a guest whose process is here and whose memory is on its way; it is PAUSED.
     *
     * @throws VirtDriverException NOT_FOUND where there is none
     */
    LaunchGate.Verdict look(InstanceId id, LaunchGate gate);

    /** Whether a guest is here whole, waiting or running; false for an unknown one and for one on its way. */
    boolean arrived(InstanceId id);

    /**
     * [24.2] Runs a guest that has arrived, through the gate. A running one runs on, and no gate is asked. [24.7] Refused
     * by the gate, it waits as before.
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest that is not here whole; PLACEMENT_NOT_IN_FORCE
     */
    void admit(InstanceId id, LaunchGate gate);
}
