package io.bedplate.libvirt;

import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;

/** Freezes and thaws the file systems of guests, and notes whose are frozen. All may throw {@link VirtDriverException}. */
interface Ice {

    /** Notes, for as long as the guest's process lasts, that it may be frozen from now on. */
    void note(InstanceId id);

    boolean isNoted(InstanceId id);

    void removeNote(InstanceId id);

    void freeze(InstanceId id);

    /** Thaws, also where nothing is frozen. */
    void thaw(InstanceId id);
}
