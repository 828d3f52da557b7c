package io.bedplate.virt;

import java.time.Duration;

/**
 * Ability to give a guest more vCPUs and memory while it runs, within its {@link GuestHardware.Headroom}, and to take
 * them back. Only a guest with cells can grow; vCPUs that its headroom leaves for later belong to its last one.
 */
public interface Growing {

    /**
     * [22.2] Gives a guest vCPUs and memory, all of it in the place that is named, now and at its next start. Each vCPU's
     * pCPUs are settled before it comes. The gate looks once everything is there; the guest goes on meanwhile, and what it
     * makes of it is its own business: many a kernel waits until somebody brings a new vCPU online. [22.3] When the gate
     * refuses, or anything fails, what has come is taken back; where the guest keeps some of it, that is said, and
     * {@link #takeBack} tells what it is. [22.4] Of a guest without a process only its next start changes, and no gate is
     * asked.
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a suspended guest; EXISTS for a vCPU or name that it has;
     *                             INSUFFICIENT_RESOURCES beyond its headroom, and where the host lacks pages; INVALID_SPEC
     *                             for what guest or host do not have; UNSUPPORTED for a guest without cells, and for memory
     *                             of another kind or place than the guest cell's [22.5]; PLACEMENT_NOT_IN_FORCE when the
     *                             gate refuses
     */
    void grow(InstanceId id, Growth growth, LaunchGate gate);

    /**
     * [22.6] Takes back what came by {@link #grow}, from what runs and from what starts next time. The guest has a say in
     * it: it is asked until it lets go or {@code patience} is over. Of what it does not have nothing needs to be taken.
     *
     * @param growth its vCPUs are the guest's last ones
     * @return what the guest keeps and has as before, at its next start too; {@link Growth#NONE} = it has let go of all
     * @throws VirtDriverException NOT_FOUND for the guest; WRONG_STATE for a suspended one; INVALID_SPEC where a later vCPU
     *                             would stay; UNSUPPORTED for vCPUs that it was made with
     */
    Growth takeBack(InstanceId id, Growth growth, Duration patience);
}
