package io.bedplate.libvirt.jna;

import java.util.Map;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** libvirt's function for single vCPUs that come and go; see {@link LibvirtApi}. */
interface GrowApi extends Library {
    GrowApi INSTANCE = Native.load("virt", GrowApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    int virDomainSetVcpu(Pointer domain, String vcpuMap, int state, int flags);
}
