package io.bedplate.libvirt.jna;

import java.util.Map;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** libvirt's functions for statistics of all domains at once, as {@link LibvirtApi}. */
interface StatsApi extends Library {
    StatsApi INSTANCE = Native.load("virt", StatsApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    /** A domain that something else is being done with tells what it can without waiting ({@code _STATS_NOWAIT}). */
    int NOWAIT = 1 << 29;
    int LIST_INACTIVE = 1 << 1;
    int LIST_MANAGED_SAVE = 1 << 8;

    int virConnectGetAllDomainStats(Pointer connection, int groups, PointerByReference records,
            int flags);

    void virDomainStatsRecordListFree(Pointer records);
}
