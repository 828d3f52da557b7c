package io.bedplate.virt;

/** Ability to speak with the guest agent within a guest, where the guest's hardware has the channel for it. */
public interface GuestAgentAccess {

    /**
     * [16.2] Sets a user's password. The password is in no log and no message [16.3].
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest that is not running; UNSUPPORTED for one without the
     *                             channel; UNAVAILABLE when the agent does not answer in good time
     */
    void setPassword(InstanceId id, String user, String password);
}
