package io.bedplate.libvirt.jna;

import java.util.ArrayList;
import java.util.List;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

import io.bedplate.virt.VirtDriverException.Kind;

/** libvirt's network filters and the ports that they are in force on. */
public final class NetworkFilters {
    private NetworkFilters() {}

    /** Defines a filter, or defines it again. */
    public static void define(LibvirtSession session, String xml) {
        var filter = session.natives().filters().virNWFilterDefineXML(session.pointer(), xml);
        if (filter == null) {
            throw LibvirtErrors.last("define network filter");
        }
        session.natives().filters().virNWFilterFree(filter);
    }

    /** Names of the network devices that have a filter; none where libvirt has no filters at all. */
    public static List<String> boundPorts(LibvirtSession session) {
        var array = new PointerByReference();
        int count = session.natives().filters().virConnectListAllNWFilterBindings(session.pointer(), array, 0);
        if (count < 0) {
            return noFilters();
        }
        var ports = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            var binding = array.getValue().getPointer((long) i * Native.POINTER_SIZE);
            ports.add(session.natives().filters().virNWFilterBindingGetPortDev(binding));
            session.natives().filters().virNWFilterBindingFree(binding);
        }
        Native.free(Pointer.nativeValue(array.getValue()));
        return ports;
    }

    private static List<String> noFilters() {
        var failure = LibvirtErrors.last("list filtered ports");
        if (failure.kind() != Kind.UNSUPPORTED) {
            throw failure;
        }
        return List.of();
    }

    /** Takes the filter from a port; nothing happens where it has none. */
    public static void unbind(LibvirtSession session, String port) {
        var binding = session.natives().filters().virNWFilterBindingLookupByPortDev(session.pointer(), port);
        if (binding == null) {
            return;
        }
        int result = session.natives().filters().virNWFilterBindingDelete(binding);
        session.natives().filters().virNWFilterBindingFree(binding);
        if (result < 0) {
            throw LibvirtErrors.last("take the filter from " + port);
        }
    }
}
