package io.bedplate.libvirt.jna;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** libvirt's functions for devices that come and go, and their events; see {@link LibvirtApi}. */
interface PlugApi extends Library {
    PlugApi INSTANCE = Native.load("virt", PlugApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    int DOMAIN_AFFECT_CONFIG = 2;
    int DOMAIN_EVENT_DEVICE_REMOVED = 15;
    int DOMAIN_EVENT_DEVICE_REMOVAL_FAILED = 22;

    int virDomainAttachDeviceFlags(Pointer domain, String xml, int flags);

    int virDomainDetachDeviceAlias(Pointer domain, String alias, int flags);

    int virConnectDomainEventRegisterAny(Pointer connection, @Nullable Pointer domain, int event,
            DeviceCallback callback, @Nullable Pointer opaque, @Nullable Pointer free);

    /** Called by libvirt's event loop; both events have this form. */
    interface DeviceCallback extends Callback {
        void onDevice(Pointer connection, Pointer domain, String alias, @Nullable Pointer opaque);
    }
}
