package io.bedplate.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.bedplate.agent.Claim.Phase;
import io.bedplate.agent.Claim.Plugged;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.HostTopology;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.GuestState;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Nic;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Gives instances devices and takes them away. A device is in the claim before the guest has it and until the guest has
 * let go, and with it the PCI function that it is or, as a port, takes. What is cut off is taken away.
 */
final class Plugs {
    private static final System.Logger LOG = System.getLogger(Plugs.class.getName());
    /** For a guest to let go of a device whose coming was cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Desk desk;
    private final Books books;
    private final OwnDisks ownDisks;

    Plugs(Desk desk, Books books, OwnDisks ownDisks) {
        this.desk = desk;
        this.books = books;
        this.ownDisks = ownDisks;
    }

    private HotPlug ability() {
        return Desk.required(desk.driver().hotPlug(), "give guests devices while they run");
    }

    void attach(InstanceId id, Attachment device) {
        var plug = ability();
        desk.order(Order.ATTACH, id, List.of(Phase.ACTIVE), claim -> {
            requireNotSuspended(claim);
            var topology = desk.driver().host();
            var moving = desk.claims().atomically(held -> hold(claim, device, topology, held));
            note(claim, moving);
            try {
                plug.attach(id, device);
            } catch (RuntimeException e) {
                throw Desk.settled(e, () -> refused(claim, moving, e));
            }
            return desk.put(moving.activeAs(moving.spec()));
        }, _ -> Outcome.DONE);
    }

    // Whether its memory on disk knows the device nobody could say after a crash.
    private void requireNotSuspended(Claim claim) {
        if (desk.state(claim).equals(Optional.of(GuestState.SUSPENDED))) {
            throw new VirtDriverException(Kind.WRONG_STATE,
                    "instance %s is SUSPENDED, and its memory on disk keeps its devices".formatted(claim.id()));
        }
    }

    private Claim hold(Claim claim, Attachment device, HostTopology topology, List<Claim> held) {
        if (has(claim, device.id())) {
            throw new VirtDriverException(Kind.EXISTS,
                    "instance %s has a device %s already".formatted(claim.id(), device.id()));
        }
        var equipped = with(claim, device).in(Phase.PLUGGING, new Change.Plugging(device.id(), PATIENCE));
        function(device).flatMap(function -> obstacle(claim, equipped, function, topology, held)).ifPresent(why -> {
            throw new VirtDriverException(Kind.INSUFFICIENT_RESOURCES,
                    "instance %s: device %s: %s".formatted(claim.id(), device.id(), why));
        });
        desk.claims().put(equipped);
        return equipped;
    }

    private static Optional<PciAddress> function(Attachment device) {
        return switch (device) {
            case Attachment.OfDisk _ -> Optional.empty();
            case Attachment.OfNic(var nic) -> nic.backend().takenFunction();
            case Attachment.OfPci(_, var function) -> Optional.of(function.address());
        };
    }

    private Optional<String> obstacle(Claim claim, Claim equipped, PciAddress function, HostTopology topology,
            List<Claim> held) {
        return claim.spec().held().devices().stream().anyMatch(device -> device.address().equals(function))
                ? Optional.of("the instance has PCI function %s already".formatted(function))
                : books.obstacle(equipped, equipped.spec().placement(), topology, held);
    }

    private void note(Claim former, Claim moving) {
        try {
            desk.journal().put(moving);
        } catch (RuntimeException e) {
            desk.claims().put(former);
            throw e;
        }
    }

    // A driver that refuses has given nothing; what one has done that does not answer nobody knows.
    private void refused(Claim former, Claim moving, RuntimeException why) {
        if (why instanceof VirtDriverException e && e.kind() == Kind.UNAVAILABLE) {
            recover(moving);
        } else {
            desk.put(former);
        }
    }

    void detach(InstanceId id, DeviceId device, Duration patience) {
        var plug = ability();
        desk.order(Order.DETACH, id, List.of(Phase.ACTIVE, Phase.PLUGGING), claim -> {
            requireNothingElse(claim, device);
            ownDisks.find(claim, device).ifPresent(own -> {
                throw new VirtDriverException(Kind.INVALID_SPEC,
                        "instance %s: disk %s was made for it and goes with it".formatted(id, device));
            });
            requireNotSuspended(claim);
            var moving = desk.put(claim.in(Phase.PLUGGING, new Change.Plugging(device, patience)));
            try {
                letGo(plug, moving, device, patience);
            } catch (RuntimeException e) {
                throw Desk.settled(e, () -> kept(moving));
            }
            return desk.put(gone(moving, device));
        }, _ -> Outcome.DONE);
    }

    // A device whose coming or going could not be settled can be taken away again.
    private static void requireNothingElse(Claim claim, DeviceId device) {
        if (claim.phase() == Phase.PLUGGING && !plugging(claim).device().equals(device)) {
            throw Desk.wrongPhase(claim, List.of(Phase.ACTIVE));
        }
    }

    private static Change.Plugging plugging(Claim moving) {
        return (Change.Plugging) moving.change().orElseThrow();
    }

    private void letGo(HotPlug plug, Claim moving, DeviceId device, Duration patience) {
        try {
            plug.detach(moving.id(), device, patience);
        } catch (VirtDriverException e) {
            // Claimed and never attached: an attachment was cut off.
            if (e.kind() != Kind.NOT_FOUND || !has(moving, device) || desk.state(moving).isEmpty()) {
                throw e;
            }
        }
    }

    /** The guest has it still; of a hypervisor that does not answer nobody knows, and the claim stays as it is. */
    private Claim kept(Claim moving) {
        desk.state(moving);
        return desk.put(moving.activeAs(moving.spec()));
    }

    private static Claim gone(Claim moving, DeviceId device) {
        var left = without(moving, device);
        return left.activeAs(left.spec());
    }

    /** What was under way is taken away; a device that the guest keeps stays claimed. */
    void recover(Claim moving) {
        var plugging = plugging(moving);
        try {
            if (desk.state(moving).isPresent()) {
                letGo(ability(), moving, plugging.device(), plugging.patience());
            }
            desk.put(gone(moving, plugging.device()));
        } catch (VirtDriverException e) {
            if (e.kind() != Kind.UNAVAILABLE && e.kind() != Kind.WRONG_STATE) {
                throw e;
            }
            kept(moving);
            LOG.log(System.Logger.Level.WARNING, "instance {0} keeps device {1}, and its claim with it: {2}",
                    moving.id(), plugging.device(), e.getMessage());
        }
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
