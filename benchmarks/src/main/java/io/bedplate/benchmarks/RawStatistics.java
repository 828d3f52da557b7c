package io.bedplate.benchmarks;

import org.libvirt.Connect;
import org.libvirt.LibvirtException;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** The bulk call of libvirt by itself: what comes is freed unread. */
final class RawStatistics implements AutoCloseable {
    // State, balloon, vCPUs, interfaces, disks; and not to wait for a domain.
    private static final int GROUPS = 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5;
    private static final int NOWAIT = 1 << 29;

    private final Heir connect;

    private RawStatistics(Heir connect) {
        this.connect = connect;
    }

    /** libvirt's own names. */
    private interface Api extends Library {
        Api LIBVIRT = Native.load("virt", Api.class);

        int virConnectGetAllDomainStats(Pointer connection, int groups, PointerByReference records, int flags);

        void virDomainStatsRecordListFree(Pointer records);
    }

    /** libvirt-java keeps the pointer of a connection from all but its heirs. */
    private static final class Heir extends Connect {
        Heir(String uri) throws LibvirtException {
            super(uri);
        }

        Pointer pointer() {
            return vcp.getPointer();
        }
    }

    static RawStatistics open(String uri) throws LibvirtException {
        return new RawStatistics(new Heir(uri));
    }

    /** How long it took. */
    double seconds() {
        var records = new PointerByReference();
        long start = System.nanoTime();
        int count = Api.LIBVIRT.virConnectGetAllDomainStats(connect.pointer(), GROUPS, records, NOWAIT);
        if (count < 0) {
            throw new IllegalStateException("libvirt has no statistics");
        }
        Api.LIBVIRT.virDomainStatsRecordListFree(records.getValue());
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws LibvirtException {
        connect.close();
    }
}
