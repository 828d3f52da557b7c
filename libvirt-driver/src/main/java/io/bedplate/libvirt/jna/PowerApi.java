package io.bedplate.libvirt.jna;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** libvirt's functions for reboot and suspension, as {@link LibvirtApi}. */
interface PowerApi extends Library {
    PowerApi INSTANCE = Native.load("virt", PowerApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    int DOMAIN_EVENT_REBOOT = 1;
    int DOMAIN_AFFECT_CONFIG = 2;
    int DOMAIN_SAVE_IMAGE_XML_SECURE = 1;

    int virDomainReboot(Pointer domain, int flags);

    int virDomainManagedSave(Pointer domain, int flags);

    @Nullable
    Pointer virDomainManagedSaveGetXMLDesc(Pointer domain, int flags);

    int virDomainManagedSaveDefineXML(Pointer domain, String xml, int flags);

    int virDomainManagedSaveRemove(Pointer domain, int flags);

    int virDomainHasManagedSaveImage(Pointer domain, int flags);

    int virDomainGetEmulatorPinInfo(Pointer domain, byte[] cpuMap, int length, int flags);

    int virConnectDomainEventRegisterAny(Pointer connection, @Nullable Pointer domain, int event,
            DomainCallback callback, @Nullable Pointer opaque, @Nullable Pointer free);

    /** Called by libvirt's event loop for events without details. */
    interface DomainCallback extends Callback {
        void onEvent(Pointer connection, Pointer domain, @Nullable Pointer opaque);
    }
}
