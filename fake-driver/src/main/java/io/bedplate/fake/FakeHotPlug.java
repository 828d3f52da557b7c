package io.bedplate.fake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Nic;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Devices that come and go. A simulated guest lets go at once, unless {@link Faults#keepNextDevice()} makes it keep one.
 * The files of disks are the only things of the real machine that are looked at.
 */
record FakeHotPlug(FakeDriver driver, SimulatedHost host) implements HotPlug {

    @Override
    public void attach(InstanceId id, Attachment device) {
        driver.inTurn(id, guest -> {
            FakeRepinning.requireNotSuspended(guest);
            if (devices(guest).anyMatch(device.id()::equals)) {
                throw new VirtDriverException(Kind.EXISTS,
                        "guest %s has a device %s already".formatted(guest.spec().name(), device.id()));
            }
            switch (device) {
                case Attachment.OfDisk(var disk) -> host.equip(guest, withDisk(guest.spec(), disk));
                case Attachment.OfNic(var nic) ->
                    host.equip(guest, guest.spec().equipped(guest.spec().disks(), and(guest.spec().nics(), nic)));
                case Attachment.OfPci(var name, var function) -> {
                    host.equip(guest, withFunctions(guest.spec(), and(guest.spec().placement().devices(), function)));
                    guest.plugged().put(name, function);
                }
            }
        });
    }

    private static Stream<DeviceId> devices(FakeGuest guest) {
        return Stream.of(guest.spec().disks().stream().map(Disk::id), guest.spec().nics().stream().map(Nic::id),
                guest.plugged().keySet().stream()).flatMap(ids -> ids);
    }

    private static InstanceSpec withDisk(InstanceSpec spec, Disk disk) {
        if (disk.source() instanceof DiskSource.File(Path path) && !Files.exists(path)) {
            throw new VirtDriverException(Kind.INVALID_SPEC, "disk %s: there is no file %s".formatted(disk.id(), path));
        }
        return spec.equipped(and(spec.disks(), disk), spec.nics());
    }

    private static InstanceSpec withFunctions(InstanceSpec spec, List<PlacedDevice> devices) {
        return spec.placed(spec.vcpus(), spec.memoryKib(), spec.placement().withDevices(devices));
    }

    private static <T> List<T> and(List<T> some, T other) {
        var all = new ArrayList<>(some);
        all.add(other);
        return all;
    }

    @Override
    public void detach(InstanceId id, DeviceId device, Duration patience) {
        driver.inTurn(id, guest -> {
            FakeRepinning.requireNotSuspended(guest);
            if (devices(guest).noneMatch(device::equals)) {
                throw new VirtDriverException(Kind.NOT_FOUND,
                        "guest %s has no device %s".formatted(guest.spec().name(), device));
            }
            if (guest.process().isPresent() && host.faults().takeKeptDevice()) {
                throw new VirtDriverException(Kind.UNAVAILABLE,
                        "guest %s keeps device %s; it was asked for %s".formatted(guest.spec().name(), device,
                                patience));
            }
            var spec = guest.spec();
            var function = guest.plugged().remove(device);
            host.equip(guest, withFunctions(
                    spec.equipped(without(spec.disks(), disk -> disk.id().equals(device)),
                            without(spec.nics(), nic -> nic.id().equals(device))),
                    without(spec.placement().devices(), held -> held.equals(function))));
        });
    }

    private static <T> List<T> without(List<T> all, Predicate<T> gone) {
        return all.stream().filter(gone.negate()).toList();
    }
}
