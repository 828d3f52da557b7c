package io.bedplate.virt;

import java.time.Duration;

/** Ability to have a guest begin anew. */
public interface Rebooting {

    /**
     * [11.2] Asks a running guest to reboot; when {@code grace} has passed without it, the guest is power-cycled: its
     * process ends and a new one in the same place goes through the gate. [11.3] A zero grace power-cycles at once, and so
     * does any grace for a paused guest, which cannot hear. [11.4] Refused by the gate, the guest is STOPPED.
     *
     * @throws VirtDriverException NOT_FOUND; WRONG_STATE for a guest that is neither running nor paused [11.5];
     *                             PLACEMENT_NOT_IN_FORCE
     */
    void reboot(InstanceId id, Duration grace, LaunchGate gate);
}
