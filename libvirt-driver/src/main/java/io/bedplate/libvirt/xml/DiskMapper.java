package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.DiskSource.Login;
import io.bedplate.virt.DiskSource.Protocol;
import io.bedplate.virt.DiskSource.Server;
import io.bedplate.virt.DiskTuning;
import io.bedplate.virt.DiskTuning.Cache;
import io.bedplate.virt.DiskTuning.Io;
import io.bedplate.virt.InstanceSpec;

/** Maps the disks of an instance. */
final class DiskMapper {
    private DiskMapper() {}

    /** What disks on other buses than virtio hang on, beyond what libvirt adds itself. */
    static List<Controller> controllers(InstanceSpec spec) {
        boolean scsi = spec.disks().stream().anyMatch(disk -> disk.bus() == io.bedplate.virt.Disk.Bus.SCSI);
        return scsi ? List.of(new ControllerBuilder("scsi").index(0).model("virtio-scsi").build()) : List.of();
    }

    /**
     * One disk.
     *
     * @param index its place among the instance's disks, by which it gets its I/O thread
     */
    static Disk disk(io.bedplate.virt.Disk disk, DiskPlaces places, int index, InstanceSpec spec) {
        return built(disk, places, ioThread(disk, index, spec)).build();
    }

    /** A disk that a guest boots from before all others. */
    static Disk first(io.bedplate.virt.Disk disk, DiskPlaces places) {
        return built(disk, places, OptionalInt.empty()).boot(new BootOrder(1, Optional.empty(), Rest.NONE)).build();
    }

    /** libvirt keeps names that begin with {@code ua-} as they are, for the life of the device. */
    static Alias alias(DeviceId id) {
        return new Alias("ua-" + id);
    }

    private static DiskBuilder built(io.bedplate.virt.Disk disk, DiskPlaces places, OptionalInt ioThread) {
        var built = new DiskBuilder().type(type(disk.source())).device(isCdrom(disk) ? "cdrom" : "disk")
                .driver(driver(disk, ioThread)).source(source(disk.source()))
                .target(Disk.Target.of(places.next(prefix(disk)), bus(disk)))
                .readonly(disk.readOnly() || isCdrom(disk)).shareable(disk.shared())
                .alias(alias(disk.id()));
        disk.serial().ifPresent(built::serial);
        disk.luks().ifPresent(key -> built.encryption(luks(key)));
        limits(disk.tuning().limits()).ifPresent(built::ioTune);
        return built;
    }

    private static boolean isCdrom(io.bedplate.virt.Disk disk) {
        return disk.bus() == io.bedplate.virt.Disk.Bus.CDROM;
    }

    private static String bus(io.bedplate.virt.Disk disk) {
        return isCdrom(disk) ? "sata" : disk.bus().name().toLowerCase(Locale.ROOT);
    }

    private static String prefix(io.bedplate.virt.Disk disk) {
        return disk.bus() == io.bedplate.virt.Disk.Bus.VIRTIO ? "vd" : "sd";
    }

    private static String type(io.bedplate.virt.DiskSource source) {
        return switch (source) {
            case io.bedplate.virt.DiskSource.File _ -> "file";
            case io.bedplate.virt.DiskSource.Block _ -> "block";
            case io.bedplate.virt.DiskSource.Network _ -> "network";
        };
    }

    private static DiskSource source(io.bedplate.virt.DiskSource source) {
        var built = new DiskSourceBuilder();
        return switch (source) {
            case io.bedplate.virt.DiskSource.File(var path) -> built.file(path.toString()).build();
            case io.bedplate.virt.DiskSource.Block(var device) -> built.dev(device.toString()).build();
            case io.bedplate.virt.DiskSource.Network(var protocol, var name, var servers, var login) -> {
                login.ifPresent(known -> built.auth(login(known, protocol)));
                yield built.protocol(protocol(protocol)).name(name)
                        .hosts(servers.stream().map(DiskMapper::host).toList()).build();
            }
        };
    }

    private static String protocol(Protocol protocol) {
        return switch (protocol) {
            case RBD -> "rbd";
            case ISCSI -> "iscsi";
            case NFS -> "nfs";
        };
    }

    private static DiskSource.Host host(Server server) {
        var port = server.port() == 0 ? Optional.<String>empty() : Optional.of(Integer.toString(server.port()));
        return new DiskSource.Host(Optional.of(server.host()), port, Optional.empty(), Optional.empty(), Rest.NONE);
    }

    private static DiskAuth login(Login login, Protocol protocol) {
        var type = protocol == Protocol.RBD ? "ceph" : "iscsi";
        var secret = new DiskAuth.Secret(Optional.of(type), Optional.empty(), Optional.of(login.secret().toString()),
                Rest.NONE);
        return new DiskAuth(login.user(), Optional.of(secret), Rest.NONE);
    }

    private static DiskEncryption luks(io.bedplate.virt.Disk.LuksKey key) {
        var secret = new DiskEncryption.Secret(Optional.of("passphrase"), Optional.empty(),
                Optional.of(key.secret().toString()), Rest.NONE);
        return new DiskEncryption(Optional.of("luks"), Optional.empty(), List.of(secret), Rest.NONE);
    }

    private static DiskDriver driver(io.bedplate.virt.Disk disk, OptionalInt ioThread) {
        var tuning = disk.tuning();
        var driver = new DiskDriverBuilder().name("qemu").type(format(disk.format())).cache(cache(tuning.cache()));
        io(tuning).ifPresent(driver::io);
        if (tuning.discard()) {
            driver.discard("unmap");
        }
        ioThread.ifPresent(driver::ioThread);
        return driver.build();
    }

    private static String format(io.bedplate.virt.Disk.Format format) {
        return switch (format) {
            case RAW -> "raw";
            case QCOW2 -> "qcow2";
        };
    }

    private static String cache(Cache cache) {
        return cache.name().toLowerCase(Locale.ROOT);
    }

    /** Native I/O is the faster one and needs the host's cache out of the way. */
    private static Optional<String> io(DiskTuning tuning) {
        boolean direct = tuning.cache() == Cache.NONE || tuning.cache() == Cache.DIRECTSYNC;
        return tuning.io() == Io.DEFAULT
                ? Optional.of("native").filter(_ -> direct)
                : Optional.of(tuning.io().name().toLowerCase(Locale.ROOT));
    }

    /** The disks go round the pool; only virtio disks can. */
    private static OptionalInt ioThread(io.bedplate.virt.Disk disk, int index, InstanceSpec spec) {
        int threads = spec.placement().ioThreads().count();
        if (disk.bus() != io.bedplate.virt.Disk.Bus.VIRTIO || threads == 0) {
            return OptionalInt.empty();
        }
        return disk.tuning().ioThread().isPresent() ? disk.tuning().ioThread() : OptionalInt.of(1 + index % threads);
    }

    private static Optional<DiskIoTune> limits(DiskTuning.Limits limits) {
        if (limits.equals(DiskTuning.Limits.NONE)) {
            return Optional.empty();
        }
        var none = OptionalLong.empty();
        return Optional.of(new DiskIoTune(none, limit(limits.readBytesPerSecond()),
                limit(limits.writeBytesPerSecond()), none, limit(limits.readsPerSecond()),
                limit(limits.writesPerSecond()), none, none, none, none, none, none, none, Optional.empty(), none, none,
                none, none, none, none, Rest.NONE));
    }

    private static OptionalLong limit(long perSecond) {
        return perSecond == 0 ? OptionalLong.empty() : OptionalLong.of(perSecond);
    }
}
