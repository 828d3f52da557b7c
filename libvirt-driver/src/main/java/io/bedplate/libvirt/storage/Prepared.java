package io.bedplate.libvirt.storage;

import java.util.List;

import io.bedplate.virt.DiskRefusal;

/** The outcome of an order of disks. */
public sealed interface Prepared {
    /** All are there, in the order they were ordered. */
    record Ready(List<DiskFile> disks) implements Prepared {
        public Ready {
            disks = List.copyOf(disks);
        }
    }

    /** None is there. */
    record Refused(DiskRefusal refusal) implements Prepared {}
}
