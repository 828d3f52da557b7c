package io.bedplate.libvirt.jna;

import java.util.Optional;
import java.util.OptionalLong;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

import static io.bedplate.libvirt.jna.DomainHandle.check;

/** Sends one domain to another host; see {@link DomainHandle}. */
public final class DomainMove {
    private final Pointer domain;
    private final MoveApi libvirt;
    private final CopyApi jobs;

    public DomainMove(DomainHandle domain) {
        this.domain = domain.pointer();
        libvirt = domain.natives().moves();
        jobs = domain.natives().copies();
    }

    /**
     * Where to, and as what.
     *
     * @param control       URI of the destination's libvirtd
     * @param data          URI for the memory; empty = as the destination has it
     * @param listenAddress where the destination listens for it
     * @param live          the domain as it will run
     * @param definition    what it starts from next time
     * @param mibPerSecond  bandwidth to begin with
     * @param channels      connections for the memory
     */
    public record Order(String control, Optional<String> data, Optional<String> listenAddress, String live,
            String definition, long mibPerSecond, boolean autoConverge, int channels) {

        private int flags() {
            return MoveApi.MIGRATE_LIVE | MoveApi.MIGRATE_PEER2PEER | MoveApi.MIGRATE_PERSIST_DEST
                    | MoveApi.MIGRATE_PAUSED | MoveApi.MIGRATE_UNSAFE
                    | (autoConverge ? MoveApi.MIGRATE_AUTO_CONVERGE : 0)
                    | (channels > 1 ? MoveApi.MIGRATE_PARALLEL : 0);
        }
    }

    /**
     * Sends it, and returns when it is there, halted, or not there. libvirtd of this host is in charge meanwhile: it goes on
     * when whoever called is gone. The definition stays here.
     */
    public void migrate(Order order) {
        try (var params = new TypedParams()) {
            params.with("destination_xml", order.live()).with("persistent_xml", order.definition())
                    .with("bandwidth", order.mibPerSecond());
            order.data().ifPresent(uri -> params.with("migrate_uri", uri));
            order.listenAddress().ifPresent(address -> params.with("listen_address", address));
            if (order.channels() > 1) {
                params.with("parallel.connections", order.channels());
            }
            check("migrate", libvirt.virDomainMigrateToURI3(domain, order.control(), params.pointer(), params.count(),
                    order.flags()));
        }
    }

    /** Of a migration that is under way, or one to come. */
    public void setMaxSpeed(long mibPerSecond) {
        check("migration speed", libvirt.virDomainMigrateSetMaxSpeed(domain, new NativeLong(mibPerSecond), 0));
    }

    /** Likewise. */
    public void setMaxDowntime(long millis) {
        check("migration downtime", libvirt.virDomainMigrateSetMaxDowntime(domain, millis, 0));
    }

    /** The job that is at work now. */
    public MoveStats stats() {
        return stats(0);
    }

    /** The last one that is over. */
    public MoveStats lastStats() {
        return stats(CopyApi.DOMAIN_JOB_STATS_COMPLETED);
    }

    private MoveStats stats(int flags) {
        var type = new IntByReference();
        try (var params = new TypedParams()) {
            check("job", jobs.virDomainGetJobStats(domain, type, params.target(), params.targetCount(), flags));
            return MoveStats.of(DomainCopy.Job.of(type.getValue()), params);
        }
    }

    /** Begins to watch how much is written. */
    public void startDirtyRate(int seconds) {
        check("dirty rate", libvirt.virDomainStartDirtyRateCalc(domain, seconds, 0));
    }

    /** What came of it, in MiB a second; empty while it is watched still. */
    public OptionalLong dirtyMibPerSecond() {
        var list = new PointerByReference();
        check("dirty rate", libvirt.virDomainListGetStats(new Pointer[]{domain, Pointer.NULL}, MoveApi.STATS_DIRTYRATE,
                list, 0));
        try {
            return dirtyRate(list.getValue().getPointer(0));
        } finally {
            libvirt.virDomainStatsRecordListFree(list.getValue());
        }
    }

    // struct virDomainStatsRecord of libvirt-domain.h: a domain, parameters and their number.
    private static OptionalLong dirtyRate(Pointer record) {
        var params = record.getPointer(Native.POINTER_SIZE);
        int count = record.getInt(2L * Native.POINTER_SIZE);
        var status = new IntByReference();
        var rate = new LongByReference();
        boolean measured = MoveApi.INSTANCE.virTypedParamsGetInt(params, count, "dirtyrate.calc_status", status) > 0
                && status.getValue() == MoveApi.DIRTYRATE_MEASURED && MoveApi.INSTANCE.virTypedParamsGetLLong(params,
                        count, "dirtyrate.megabytes_per_second", rate) > 0;
        return measured ? OptionalLong.of(rate.getValue()) : OptionalLong.empty();
    }
}
