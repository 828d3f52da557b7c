package io.bedplate.virt;

/** Ability to halt and continue the vCPUs of a guest. */
public interface Pausing {

    /**
     * [8.2] Pausing a paused guest succeeds.
     *
     * @throws VirtDriverException NOT_FOUND, or WRONG_STATE for a guest that is not running
     */
    void pause(InstanceId id);

    /**
     * [8.3] Resuming a running guest succeeds.
     *
     * @throws VirtDriverException NOT_FOUND, or WRONG_STATE for a guest that is neither running nor paused
     */
    void resume(InstanceId id);
}
