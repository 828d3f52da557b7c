package io.bedplate.virt;

import java.time.Duration;

/** Goes with a migration, on the thread of its caller. */
public interface Escort {
    /** Trusts the destination and listens to nothing. */
    Escort NONE = new Escort() {
    };

    /**
     * The destination has the guest's process, with its threads and memory, and the guest runs here still: may it go?
     * Asked once, at the latest before the guest stands still for good.
     */
    default LaunchGate.Verdict arriving() {
        return new LaunchGate.Verdict.Admit();
    }

    /** Told now and then. */
    default void progress(MigrationProgress progress) {}

    /**
     * [24.8] The guest can never run here again: it stood still to leave, and then its process ended. Where it is whole at
     * the destination the caller may have it admitted there at once; {@link Migrating#migrate} returns when the
     * hypervisor has cleaned up here. Asked again and again until it says yes, and maybe not at all.
     *
     * @param stoodStill for how long by now
     * @return whether the destination has it now for good; then the migration has succeeded, whatever the hypervisor here
     *         makes of it
     */
    default boolean gone(Duration stoodStill) {
        return false;
    }
}
