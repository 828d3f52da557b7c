package io.bedplate.fake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskMaking;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DiskRefusal;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.MadeDisk;
import io.bedplate.virt.MakeResult;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Makes disks that are remembered only; images are files of the real machine, which are read and judged. */
record FakeDiskMaking(FakeDriver driver) implements DiskMaking {
    private static final int MIB = 20;

    @Override
    public MakeResult make(InstanceId id, List<DiskOrder> orders) {
        driver.requireOpen();
        requireDistinct(orders.stream().map(DiskOrder::id).toList());
        var planned = new ArrayList<Planned>();
        for (var order : orders) {
            var plan = plan(id, order);
            if (plan.refusal().isPresent()) {
                return new MakeResult.Refused(plan.refusal().get());
            }
            planned.add(plan);
        }
        var before = shelf().of(id).stream().map(MadeDisk::file).toList();
        var disks = new ArrayList<Disk>();
        AllOrNothing.run(() -> planned.forEach(plan -> disks.add(put(id, plan))), () -> shelf().keep(id, before));
        return new MakeResult.Made(disks);
    }

    /** A disk before it is there. */
    private record Planned(DeviceId id, long sizeBytes, Optional<String> base, Disk.Format format, boolean readOnly,
            Optional<DiskRefusal> refusal) {
        static Planned raw(DeviceId id, long sizeBytes, boolean readOnly) {
            return new Planned(id, sizeBytes, Optional.empty(), Disk.Format.RAW, readOnly, Optional.empty());
        }
    }

    private Planned plan(InstanceId owner, DiskOrder order) {
        return switch (order) {
            case DiskOrder.FromImage disk -> fromImage(disk);
            case DiskOrder.Swap(var id, var sizeMib) -> Planned.raw(id, sizeMib << MIB, false);
            case DiskOrder.Ephemeral(var id, var sizeMib) -> Planned.raw(id, sizeMib << MIB, false);
            case DiskOrder.Enlarged disk -> enlarged(owner, disk);
            case DiskOrder.ConfigDrive(var id, var files) -> Planned.raw(id,
                    (1L << MIB) + files.values().stream().mapToLong(content -> content.length).sum(), true);
        };
    }

    private static Planned fromImage(DiskOrder.FromImage disk) {
        var image = FakeImage.of(disk.image());
        long size = disk.sizeMib() == 0 ? image.sizeBytes() : disk.sizeMib() << MIB;
        var refusal = image.refusal().or(() -> shrinks("image " + disk.image().file(), size, image.sizeBytes()));
        var base = disk.format() == Disk.Format.QCOW2
                ? Optional.of(disk.image().checksum() + "-" + disk.image().format())
                : Optional.<String>empty();
        return new Planned(disk.id(), size, base, disk.format(), false, refusal);
    }

    private Planned enlarged(InstanceId owner, DiskOrder.Enlarged order) {
        var former = shelf().of(owner).stream()
                .filter(made -> order.former().source().equals(new DiskSource.File(made.file()))).findFirst()
                .orElseThrow(() -> new VirtDriverException(Kind.INVALID_SPEC,
                        "disk %s was not made for instance %s".formatted(order.former().id(), owner)));
        long size = order.sizeMib() << MIB;
        return new Planned(order.id(), size, Optional.empty(), order.former().format(), false,
                shrinks("disk " + former.file(), size, former.sizeBytes()));
    }

    private static Optional<DiskRefusal> shrinks(String what, long wanted, long has) {
        return wanted < has ? Optional.of(new DiskRefusal.WouldShrink(what, wanted, has)) : Optional.empty();
    }

    private static void requireDistinct(List<DeviceId> ids) {
        var seen = new HashSet<DeviceId>();
        for (var id : ids) {
            if (!seen.add(id)) {
                throw new VirtDriverException(Kind.INVALID_SPEC, "two disks have the name " + id);
            }
        }
    }

    private Disk put(InstanceId owner, Planned plan) {
        driver.simulatedHost().requireStep(SpawnStep.MAKE_DISK, owner.toString());
        var made = shelf().add(owner, plan.id(), plan.sizeBytes(),
                plan.base().map(key -> shelf().base(key, driver.now())));
        var disk = Disk.file(plan.id(), made.file(), plan.format());
        return plan.readOnly() ? disk.readOnly(Disk.Bus.CDROM) : disk;
    }

    private DiskShelf shelf() {
        return driver.simulatedHost().disks();
    }

    @Override
    public List<MadeDisk> made(InstanceId id) {
        driver.requireOpen();
        return shelf().of(id);
    }

    @Override
    public void keep(InstanceId id, List<Disk> kept) {
        driver.requireOpen();
        shelf().keep(id, kept.stream().map(Disk::source).filter(DiskSource.File.class::isInstance)
                .map(source -> ((DiskSource.File) source).path()).toList());
    }

    @Override
    public List<Path> tidy(Duration unused) {
        driver.requireOpen();
        return shelf().tidy(driver.now().minus(unused));
    }
}
