package io.bedplate.libvirt.jna;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/** libvirt's functions for copies of disks and memory, and for the guest agent, as {@link LibvirtApi}. */
interface CopyApi extends Library {
    CopyApi INSTANCE = Native.load("virt", CopyApi.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));

    int DOMAIN_CORE_DUMP_FORMAT_RAW = 0;
    int DUMP_MEMORY_ONLY = 16;
    int DOMAIN_JOB_STATS_COMPLETED = 1;
    int DOMAIN_METADATA_ELEMENT = 2;
    int DOMAIN_AFFECT_LIVE = 1;

    int virDomainCoreDumpWithFormat(Pointer domain, String file, int format, int flags);

    int virDomainInjectNMI(Pointer domain, int flags);

    int virDomainBackupBegin(Pointer domain, String backup, @Nullable String checkpoint, int flags);

    @Nullable
    Pointer virDomainBackupGetXMLDesc(Pointer domain, int flags);

    int virDomainGetJobInfo(Pointer domain, Pointer info);

    int virDomainGetJobStats(Pointer domain, IntByReference type, PointerByReference params, IntByReference count,
            int flags);

    int virDomainAbortJob(Pointer domain);

    void virTypedParamsFree(Pointer params, int count);

    int virDomainFSFreeze(Pointer domain, @Nullable Pointer mountPoints, int count, int flags);

    int virDomainFSThaw(Pointer domain, @Nullable Pointer mountPoints, int count, int flags);

    int virDomainAgentSetResponseTimeout(Pointer domain, int seconds, int flags);

    int virDomainSetUserPassword(Pointer domain, String user, String password, int flags);

    int virDomainSetMetadata(Pointer domain, int type, @Nullable String xml, String prefix, String uri, int flags);
}
