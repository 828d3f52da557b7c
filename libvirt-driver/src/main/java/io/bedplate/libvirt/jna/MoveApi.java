package io.bedplate.libvirt.jna;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** libvirt's functions for migration, as {@link LibvirtApi}. */
interface MoveApi extends Library {
    MoveApi INSTANCE = Native.load("virt", MoveApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    int MIGRATE_LIVE = 1;
    int MIGRATE_PEER2PEER = 1 << 1;
    int MIGRATE_PERSIST_DEST = 1 << 3;
    int MIGRATE_PAUSED = 1 << 5;
    int MIGRATE_UNSAFE = 1 << 9;
    int MIGRATE_AUTO_CONVERGE = 1 << 13;
    int MIGRATE_PARALLEL = 1 << 17;
    int JOB_OPERATION_MIGRATION_OUT = 5;
    int STATS_DIRTYRATE = 1 << 9;
    int DIRTYRATE_MEASURED = 2;
    int COMPARE_CPU_FAIL_INCOMPATIBLE = 1;

    int virDomainMigrateToURI3(Pointer domain, String uri, @Nullable Pointer params, int count, int flags);

    int virDomainMigrateSetMaxSpeed(Pointer domain, NativeLong mibPerSecond, int flags);

    int virDomainMigrateSetMaxDowntime(Pointer domain, long millis, int flags);

    int virDomainStartDirtyRateCalc(Pointer domain, int seconds, int flags);

    int virDomainListGetStats(Pointer[] domains, int groups, PointerByReference records, int flags);

    void virDomainStatsRecordListFree(Pointer records);

    int virConnectCompareHypervisorCPU(Pointer connection, String emulator, String arch, @Nullable String machine,
            String type, String cpu, int flags);

    int virTypedParamsAddString(PointerByReference params, IntByReference count, IntByReference room, String name,
            String value);

    int virTypedParamsAddULLong(PointerByReference params, IntByReference count, IntByReference room, String name,
            long value);

    int virTypedParamsAddInt(PointerByReference params, IntByReference count, IntByReference room, String name,
            int value);

    int virTypedParamsGetULLong(@Nullable Pointer params, int count, String name, LongByReference value);

    int virTypedParamsGetLLong(@Nullable Pointer params, int count, String name, LongByReference value);

    int virTypedParamsGetInt(@Nullable Pointer params, int count, String name, IntByReference value);

    void virTypedParamsFree(@Nullable Pointer params, int count);
}
