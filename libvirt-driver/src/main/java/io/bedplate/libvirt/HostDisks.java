package io.bedplate.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.storage.DiskFile;
import io.bedplate.libvirt.storage.ImageCache;
import io.bedplate.libvirt.storage.InstanceDisks;
import io.bedplate.libvirt.storage.Prepared;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MadeDisk;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Makes disks in files of this host. libvirt has no part in it, but is told of no closed driver's orders either. */
record HostDisks(GuestLocks locks, LibvirtLink link, LibvirtSettings settings, InstanceDisks disks,
        ImageCache cache) implements DiskMaking {

    @Override
    public MakeResult make(InstanceId id, List<DiskOrder> orders) {
        requireDistinct(orders);
        return inTurn(id, () -> {
            var reading = new DiskOrders(disks.of(id), settings.configDriveFormat());
            return switch (disks.prepare(id, orders.stream().map(reading::read).toList())) {
                case Prepared.Refused(var refusal) -> new MakeResult.Refused(refusal);
                case Prepared.Ready(var files) -> new MakeResult.Made(IntStream.range(0, files.size())
                        .mapToObj(index -> disk(orders.get(index), files.get(index))).toList());
            };
        });
    }

    private static void requireDistinct(List<DiskOrder> orders) {
        var seen = new HashSet<DeviceId>();
        for (var order : orders) {
            if (!seen.add(order.id())) {
                throw new VirtDriverException(Kind.INVALID_SPEC, "two disks have the name " + order.id());
            }
        }
    }

    private Disk disk(DiskOrder order, DiskFile made) {
        var format = switch (made.format()) {
            case RAW -> Disk.Format.RAW;
            case QCOW2 -> Disk.Format.QCOW2;
        };
        return switch (order) {
            case DiskOrder.FromImage _,DiskOrder.Swap _,DiskOrder.Ephemeral _,DiskOrder.Enlarged _ ->
                Disk.file(order.id(), made.file(), format);
            case DiskOrder.ConfigDrive _ -> Disk.file(order.id(), made.file(), format).readOnly(bus());
        };
    }

    private Disk.Bus bus() {
        return switch (settings.configDriveFormat()) {
            case ISO9660 -> Disk.Bus.CDROM;
            case VFAT -> Disk.Bus.VIRTIO;
        };
    }

    @Override
    public List<MadeDisk> made(InstanceId id) {
        return inTurn(id, () -> disks.of(id).stream()
                .map(disk -> new MadeDisk(new DeviceId(disk.name()), disk.file(), disk.sizeBytes())).toList());
    }

    @Override
    public void keep(InstanceId id, List<Disk> kept) {
        var files = kept.stream().map(Disk::source).filter(DiskSource.File.class::isInstance)
                .map(source -> ((DiskSource.File) source).path()).toList();
        inTurn(id, () -> {
            disks.keep(id, files);
            return true;
        });
    }

    @Override
    public List<Path> tidy(Duration unused) {
        link.check();
        return StorageFailures.told(() -> {
            cache.sweep();
            return cache.ageOut(settings.instances(), unused);
        });
    }

    private <T> T inTurn(InstanceId id, Supplier<T> work) {
        link.check();
        return locks.with(id, () -> StorageFailures.told(work));
    }
}
