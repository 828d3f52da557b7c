package io.bedplate.libvirt.jna;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** libvirt's functions for network filters (libvirt-nwfilter.h), as {@link LibvirtApi}. */
interface FilterApi extends Library {
    FilterApi INSTANCE = Native.load("virt", FilterApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    @Nullable
    Pointer virNWFilterDefineXML(Pointer connection, String xml);

    int virNWFilterFree(Pointer filter);

    int virConnectListAllNWFilterBindings(Pointer connection, PointerByReference bindings, int flags);

    @Nullable
    Pointer virNWFilterBindingLookupByPortDev(Pointer connection, String port);

    String virNWFilterBindingGetPortDev(Pointer binding);

    int virNWFilterBindingDelete(Pointer binding);

    int virNWFilterBindingFree(Pointer binding);
}
