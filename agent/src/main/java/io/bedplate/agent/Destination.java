package io.bedplate.agent;

import io.bedplate.agent.proof.Evidence;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.LaunchGate.Verdict;
import io.bedplate.virt.VirtDriverException;

/**
 * What the agent that sends an instance asks of the one that takes it in. Each call may come twice. All throw
 * {@link VirtDriverException}: UNAVAILABLE where nobody answers, and what the driver there throws.
 */
public interface Destination {

    /**
     * Claims a place for an instance, exactly, and has the driver look whether it can come. Nothing stays claimed where it
     * cannot.
     *
     * @throws VirtDriverException EXISTS for an instance that is there
     */
    Welcome prepare(Traveller traveller);

    /** Compares the process that is there for it with what was claimed; its memory may still be on its way. */
    Verdict look(InstanceId id);

    /** Whether it is there whole. Asked of the driver, not of a claim. */
    boolean hasArrived(InstanceId id);

    /**
     * Lets it run. From here on it is the destination's; whoever asks has ended it elsewhere.
     *
     * @return what was claimed and what the kernel has in force; where that differs it runs all the same, for there is no
     *         other place that has it
     */
    Evidence admit(InstanceId id);

    /**
     * Gives back the place of an instance that stayed where it was, and ends what has come of it; an unknown one is fine.
     *
     * @throws VirtDriverException WRONG_STATE for an instance that was admitted
     */
    void withdraw(InstanceId id);
}
