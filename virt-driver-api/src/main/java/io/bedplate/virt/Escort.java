package io.bedplate.virt;

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
}
