package io.bedplate.virt;

/**
 * Ability to put a guest's memory to disk and end its process. {@link VirtDriver#start} brings the guest back where it
 * was, through the gate [12.3]; refused, it is SUSPENDED again [12.4]. {@link VirtDriver#stop} drops what was saved
 * [12.5].
 */
public interface Suspending {

    /**
     * [12.2] Ends in SUSPENDED; suspending a suspended guest succeeds. A paused guest may be suspended; once started
     * again, it runs.
     *
     * @throws VirtDriverException NOT_FOUND, or WRONG_STATE for a guest that is neither running nor paused
     */
    void suspend(InstanceId id);
}
