package io.bedplate.libvirt.jna;

import java.util.UUID;

/** Told what comes from libvirt unasked. Called on threads of the link, which must not be held up. */
public interface LinkListener {
    void onLifecycle(LifecycleEvent event);

    /** A guest has begun anew within the same process. */
    default void onReboot(UUID guest) {}

    /** A guest answered to the request to let go of a device. */
    default void onDevice(DeviceEvent event) {}

    /** libvirt no longer answers. */
    void onLost(String why);

    /** libvirt answers again; events in between are lost. */
    void onRestored();
}
