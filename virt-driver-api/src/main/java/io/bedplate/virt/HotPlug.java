package io.bedplate.virt;

import java.time.Duration;

/** Ability to give a guest devices, and take them from it, while it runs. */
public interface HotPlug {

    /**
     * [21.2] Adds a device, to what runs and to what starts next time: both or, on any failure, neither [21.3]. Of a guest
     * without a process the next start has it.
     *
     * @throws VirtDriverException NOT_FOUND for the guest; WRONG_STATE for a suspended one; EXISTS for a known device id; INVALID_SPEC, naming it, for a
     *                             file, bridge or PCI function the host does not have; UNSUPPORTED for what cannot be
     *                             added later; INSUFFICIENT_RESOURCES where the guest has no room for one more device or
     *                             another guest holds it
     */
    void attach(InstanceId id, Attachment device);

    /**
     * [21.4] Takes a device away, from what runs and from what starts next time. The guest has a say in it: it is asked
     * until it lets go or {@code patience} is over, for one that still boots does not listen. [21.5] Where it keeps the
     * device, nothing has changed.
     *
     * @throws VirtDriverException NOT_FOUND for the guest and for the device; WRONG_STATE for a suspended
     *                             guest; UNAVAILABLE when the guest keeps the device
     */
    void detach(InstanceId id, DeviceId device, Duration patience);
}
