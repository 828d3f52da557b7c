package io.bedplate.libvirt.jna;

import java.util.Map;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The functions of libvirt by which a running domain gets another place; see {@link LibvirtApi}. */
interface PlacementApi extends Library {
    PlacementApi INSTANCE = Native.load("virt", PlacementApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    int virDomainPinVcpuFlags(Pointer domain, int vcpu, byte[] cpuMap, int length, int flags);

    int virDomainPinIOThread(Pointer domain, int ioThread, byte[] cpuMap, int length, int flags);

    int virDomainSetNumaParameters(Pointer domain, Memory parameters, int count, int flags);

    int virDomainSetMetadata(Pointer domain, int type, String metadata, String key, String uri, int flags);
}
