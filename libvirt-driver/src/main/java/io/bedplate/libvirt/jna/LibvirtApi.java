package io.bedplate.libvirt.jna;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of libvirt that libvirt-java lacks, or hides. A name is looked up at its first call, so an older libvirt
 * fails only where it is asked for what it does not have. Names and arguments are libvirt's (libvirt-domain.h).
 */
interface LibvirtApi extends Library {
    LibvirtApi INSTANCE = Native.load("virt", LibvirtApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    int DOMAIN_DEFINE_VALIDATE = 1;
    int DOMAIN_START_PAUSED = 1;
    int DOMAIN_AFFECT_LIVE = 1;
    int DOMAIN_SHUTDOWN_ACPI = 1;
    /** Managed save image, snapshot and checkpoint records, NVRAM: all that hangs on a domain's definition. */
    int DOMAIN_UNDEFINE_ALL = 1 | 2 | 4 | 16;
    int DOMAIN_METADATA_ELEMENT = 2;
    int DOMAIN_EVENT_LIFECYCLE = 0;

    @Nullable
    Pointer virDomainLookupByUUID(Pointer connection, byte[] uuid);

    @Nullable
    Pointer virDomainLookupByName(Pointer connection, String name);

    @Nullable
    Pointer virDomainDefineXMLFlags(Pointer connection, String xml, int flags);

    int virConnectListAllDomains(Pointer connection, PointerByReference domains, int flags);

    int virDomainFree(Pointer domain);

    int virDomainGetUUID(Pointer domain, byte[] uuid);

    @Nullable
    String virDomainGetName(Pointer domain);

    int virDomainGetState(Pointer domain, IntByReference state, IntByReference reason, int flags);

    @Nullable
    Pointer virDomainGetMetadata(Pointer domain, int type, String uri, int flags);

    int virDomainCreateWithFlags(Pointer domain, int flags);

    int virDomainSuspend(Pointer domain);

    int virDomainResume(Pointer domain);

    int virDomainShutdownFlags(Pointer domain, int flags);

    int virDomainDestroyFlags(Pointer domain, int flags);

    int virDomainUndefineFlags(Pointer domain, int flags);

    int virDomainPinEmulator(Pointer domain, byte[] cpuMap, int length, int flags);

    int virConnectDomainEventRegisterAny(Pointer connection, @Nullable Pointer domain, int event,
            LifecycleCallback callback, @Nullable Pointer opaque, @Nullable Pointer free);

    int virConnectDomainEventDeregisterAny(Pointer connection, int callback);

    int virGetLastErrorCode();

    @Nullable
    String virGetLastErrorMessage();

    /** Called by libvirt's event loop. */
    interface LifecycleCallback extends Callback {
        void onLifecycle(Pointer connection, Pointer domain, int event, int detail, @Nullable Pointer opaque);
    }
}
