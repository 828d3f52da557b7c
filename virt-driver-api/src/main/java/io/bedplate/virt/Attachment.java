package io.bedplate.virt;

import io.bedplate.host.GuestPlacement.PlacedDevice;

/** A device that a guest is given after it was made. */
public sealed interface Attachment {
    /** Its name within the guest, by which it is detached. */
    DeviceId id();

    record OfDisk(Disk disk) implements Attachment {
        @Override
        public DeviceId id() {
            return disk.id();
        }
    }

    record OfNic(Nic nic) implements Attachment {
        @Override
        public DeviceId id() {
            return nic.id();
        }
    }

    /** A PCI function, passed through. */
    record OfPci(DeviceId id, PlacedDevice device) implements Attachment {}
}
