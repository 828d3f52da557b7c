package io.bedplate.libvirt.jna;

import java.util.Optional;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/** Copies of one domain's disks and memory; see {@link DomainHandle}. */
public final class DomainCopy {
    // virDomainJobInfo: an int and eleven 64-bit numbers behind it.
    private static final int JOB_INFO_BYTES = 96;
    // VIR_ERR_NO_DOMAIN_BACKUP of virterror.h, a number that libvirt-java does not know.
    private static final int NO_BACKUP = 104;

    private final Pointer domain;
    private final CopyApi libvirt;

    public DomainCopy(DomainHandle domain) {
        this.domain = domain.pointer();
        libvirt = domain.natives().copies();
    }

    /** How a job stands, {@code virDomainJobType}. */
    public enum Job {
        NONE, BOUNDED, UNBOUNDED, COMPLETED, FAILED, CANCELLED;

        static Job of(int type) {
            return values()[type];
        }

        /** Whether it is still at work. */
        public boolean isRunning() {
            return this == BOUNDED || this == UNBOUNDED;
        }
    }

    /** Writes the memory to a file as an ELF core; the domain stands still meanwhile. */
    public void dump(String file) {
        check("dump", libvirt.virDomainCoreDumpWithFormat(domain, file, CopyApi.DOMAIN_CORE_DUMP_FORMAT_RAW,
                CopyApi.DUMP_MEMORY_ONLY));
    }

    public void injectNmi() {
        check("NMI", libvirt.virDomainInjectNMI(domain, 0));
    }

    /** Begins a backup; its moment is that of this call, its copying goes on afterwards. */
    public void begin(String backup) {
        check("snapshot", libvirt.virDomainBackupBegin(domain, backup, null, 0));
    }

    /** The description of the backup that is at work; none where there is none. */
    public Optional<String> backup() {
        var text = libvirt.virDomainBackupGetXMLDesc(domain, 0);
        if (text == null) {
            if (LibvirtApi.INSTANCE.virGetLastErrorCode() == NO_BACKUP) {
                return Optional.empty();
            }
            throw LibvirtErrors.last("backup");
        }
        try {
            return Optional.of(text.getString(0, "UTF-8"));
        } finally {
            Native.free(Pointer.nativeValue(text));
        }
    }

    /** The job that is at work now. */
    public Job job() {
        try (var info = new Memory(JOB_INFO_BYTES)) {
            check("job", libvirt.virDomainGetJobInfo(domain, info));
            return Job.of(info.getInt(0));
        }
    }

    /** What became of the last job that ended. */
    public Job lastJob() {
        var type = new IntByReference();
        var params = new PointerByReference();
        var count = new IntByReference();
        check("last job",
                libvirt.virDomainGetJobStats(domain, type, params, count, CopyApi.DOMAIN_JOB_STATS_COMPLETED));
        if (params.getValue() != null) {
            libvirt.virTypedParamsFree(params.getValue(), count.getValue());
        }
        return Job.of(type.getValue());
    }

    /** Gives up the job that is at work. */
    public void abort() {
        check("give up", libvirt.virDomainAbortJob(domain));
    }

    private static void check(String what, int result) {
        if (result < 0) {
            throw LibvirtErrors.last(what);
        }
    }
}
