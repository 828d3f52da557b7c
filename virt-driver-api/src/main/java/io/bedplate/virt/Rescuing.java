package io.bedplate.virt;

/**
 * Ability to start a guest from another disk, so that its own can be mended. Meanwhile its own disks are there under the
 * names they always had. A guest in rescue can be stopped and started as any other; it stays in rescue until it is
 * unrescued, redefined or destroyed, also when the driver is opened anew [13.5].
 */
public interface Rescuing {

    /**
     * [13.2] Powers the guest off and starts it from {@code rescue}, through the gate. Refused, the guest is STOPPED and
     * not in rescue [13.4].
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest in rescue or with saved memory; INVALID_SPEC for a
     *                             disk that is not there or bears the name of one of the guest's;
     *                             PLACEMENT_NOT_IN_FORCE
     */
    void rescue(InstanceId id, Disk rescue, LaunchGate gate);

    /**
     * [13.3] Powers the guest off and starts it by the definition it had before, through the gate. Refused, it is STOPPED
     * and no longer in rescue [13.4].
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest that is not in rescue; PLACEMENT_NOT_IN_FORCE
     */
    void unrescue(InstanceId id, LaunchGate gate);
}
