package io.bedplate.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.bedplate.agent.Claim.Plugged;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.HostTopology;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Nic;
import io.bedplate.virt.VirtDriver;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Gives instances devices and takes them away. A device is in the claim before the guest has it and until the guest has
 * let go, so a crash leaves a claim of too much at most, which {@link #detach} gives back.
 */
final class Plugs {
    private final VirtDriver driver;
    private final Journal journal;
    private final Claims claims;
    private final Books books;
    private final OwnDisks ownDisks;

    Plugs(VirtDriver driver, Journal journal, Claims claims, Books books, OwnDisks ownDisks) {
        this.driver = driver;
        this.journal = journal;
        this.claims = claims;
        this.books = books;
        this.ownDisks = ownDisks;
    }

    private HotPlug ability() {
        return driver.hotPlug().orElseThrow(() -> new VirtDriverException(Kind.UNSUPPORTED,
                "the driver of this host gives no guest devices while it runs"));
    }

    void attach(InstanceId id, Attachment device) {
        var plug = ability();
        var topology = driver.host();
        var former = claims.get(id).orElseThrow(() -> Claims.none(id));
        var equipped = claims.atomically(held -> hold(Claims.active(id, held), device, topology, held));
        try {
            journal.put(equipped);
            plug.attach(id, device);
        } catch (RuntimeException first) {
            throw released(former, first);
        }
    }

    private Claim hold(Claim claim, Attachment device, HostTopology topology, List<Claim> held) {
        if (has(claim, device.id())) {
            throw new VirtDriverException(Kind.EXISTS,
                    "instance %s has a device %s already".formatted(claim.id(), device.id()));
        }
        var equipped = with(claim, device);
        if (device instanceof Attachment.OfPci) {
            books.obstacle(claim, equipped.spec().placement(), topology, held).ifPresent(why -> {
                throw new VirtDriverException(Kind.INSUFFICIENT_RESOURCES,
                        "instance %s: device %s: %s".formatted(claim.id(), device.id(), why));
            });
        }
        claims.put(equipped);
        return equipped;
    }

    // Of a hypervisor that does not answer nobody knows what it has done; the device stays claimed.
    private RuntimeException released(Claim former, RuntimeException first) {
        if (first instanceof VirtDriverException e && e.kind() == Kind.UNAVAILABLE) {
            return first;
        }
        try {
            journal.put(former);
            claims.put(former);
        } catch (RuntimeException second) {
            first.addSuppressed(second);
        }
        return first;
    }

    void detach(InstanceId id, DeviceId device, Duration patience) {
        var plug = ability();
        var claim = claims.atomically(held -> Claims.active(id, held));
        ownDisks.find(claim, device).ifPresent(own -> {
            throw new VirtDriverException(Kind.INVALID_SPEC,
                    "instance %s: disk %s was made for it and goes with it".formatted(id, device));
        });
        try {
            plug.detach(id, device, patience);
        } catch (VirtDriverException e) {
            // Claimed and never attached: an attachment was cut off.
            if (e.kind() != Kind.NOT_FOUND || !has(claim, device) || driver.guest(id).isEmpty()) {
                throw e;
            }
        }
        var left = without(claim, device);
        journal.put(left);
        claims.put(left);
    }

    private static boolean has(Claim claim, DeviceId device) {
        var spec = claim.spec();
        return spec.disks().stream().map(Disk::id).anyMatch(device::equals)
                || spec.nics().stream().map(Nic::id).anyMatch(device::equals)
                || claim.plugged().stream().map(Plugged::id).anyMatch(device::equals);
    }

    private static Claim with(Claim claim, Attachment device) {
        var spec = claim.spec();
        return switch (device) {
            case Attachment.OfDisk(var disk) -> claim.equipped(spec.equipped(and(spec.disks(), disk), spec.nics()),
                    claim.plugged());
            case Attachment.OfNic(var nic) -> claim.equipped(spec.equipped(spec.disks(), and(spec.nics(), nic)),
                    claim.plugged());
            case Attachment.OfPci(var id, var function) -> claim.equipped(
                    withFunctions(spec, and(spec.placement().devices(), function)),
                    and(claim.plugged(), new Plugged(id, function.address())));
        };
    }

    private static Claim without(Claim claim, DeviceId device) {
        var spec = claim.spec();
        var plugged = claim.plugged().stream().filter(one -> one.id().equals(device)).map(Plugged::address).toList();
        var equipped = spec.equipped(without(spec.disks(), disk -> disk.id().equals(device)),
                without(spec.nics(), nic -> nic.id().equals(device)));
        return claim.equipped(
                withFunctions(equipped,
                        without(spec.placement().devices(), function -> plugged.contains(function.address()))),
                without(claim.plugged(), one -> one.id().equals(device)));
    }

    private static InstanceSpec withFunctions(InstanceSpec spec, List<PlacedDevice> functions) {
        return spec.placed(spec.vcpus(), spec.memoryKib(), spec.placement().withDevices(functions));
    }

    private static <T> List<T> and(List<T> some, T other) {
        var all = new ArrayList<>(some);
        all.add(other);
        return all;
    }

    private static <T> List<T> without(List<T> all, Predicate<T> gone) {
        return all.stream().filter(gone.negate()).toList();
    }
}
