package io.bedplate.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.GuestPlacement;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Growth;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;

/**
 * A hold on this host's resources for one instance, and all that is needed to verify it.
 *
 * @param since   when the claim was made
 * @param wanted  the place it is on its way to, held as well as the one of {@code spec} until it has arrived
 * @param change  what is being done with it
 * @param plugged names of the PCI functions in the placement that came while the instance ran
 * @param grown   vCPUs and memory in the specification that came while it ran, and can be taken back
 * @param ownsDisks disks were ordered for it, which go with it; said before the first is made
 * @param toRunIn the boot of the host (kernel's boot_id) in which it was last ordered to run; empty = it was ordered to
 *                stop, or the host does not say
 */
public record Claim(InstanceSpec spec, Phase phase, Instant since, Optional<GuestPlacement> wanted,
        Optional<Change> change, List<Plugged> plugged, Growth grown, boolean ownsDisks, Optional<String> toRunIn) {

    public Claim {
        plugged = List.copyOf(plugged);
    }

    /** A PCI function that can be detached by its name. */
    public record Plugged(DeviceId id, PciAddress address) {}

    /** A claim of one place. */
    public Claim(InstanceSpec spec, Phase phase, Instant since) {
        this(spec, phase, since, Optional.empty(), Optional.empty(), List.of(), Growth.NONE, false,
                Optional.empty());
    }

    /** How far the instance has come. */
    public enum Phase {
        /** Written before the driver is called: after a crash in this phase nobody knows what exists. */
        SPAWNING,
        /** The guest has run; its claim stands until it is destroyed. */
        ACTIVE,
        /** Written before a guest is started again: after a crash in this phase it may stand still, and unproved. */
        STARTING,
        /** Written before the guest gets another place: after a crash in this phase it may be in either. */
        REPINNING,
        /** Written before it is asked to reboot: after a crash in this phase it may be stopped, and is started. */
        REBOOTING,
        /** Written before it is started from a rescue disk: after a crash in this phase it is brought back. */
        RESCUING,
        /** It runs from a rescue disk, or did; its own definition waits. */
        RESCUED,
        /** Written before it is brought back: after a crash in this phase that is done again. */
        UNRESCUING,
        /** Written before it gets other disks: after a crash in this phase it gets back its former ones. */
        REBUILDING,
        /** Written before it gets another size: after a crash in this phase it gets back its former one. */
        RESIZING,
        /** It has another size; the former one is held until somebody confirms or reverts. */
        RESIZED,
        /** Written before it gets back its former size: after a crash in this phase that is done again. */
        REVERTING,
        /** Written before it grows or gives back: after a crash in this phase it is asked for what was under way. */
        GROWING,
        /** Written before it gets a device or loses one: after a crash in this phase the device is taken away. */
        PLUGGING,
        /** Written before something of it is copied: after a crash in this phase the file is deleted. */
        COPYING,
        /** Written before anything of it is made on another host: after a crash in this phase it is ended there. */
        LEAVING,
        /** It has no process here any more, and is the other host's to run; after a crash in this phase that is told. */
        LEFT,
        /** Written before anything of it comes from another host: after a crash in this phase that one is asked. */
        ARRIVING,
        /** Written before the guest is destroyed: after a crash in this phase it is destroyed again. */
        DESTROYING
    }

    public InstanceId id() {
        return spec.id();
    }

    Claim in(Phase next) {
        return new Claim(spec, next, since, wanted, change, plugged, grown, ownsDisks, toRunIn);
    }

    /** Whether another host has to do with it. */
    boolean isTravelling() {
        return phase == Phase.LEAVING || phase == Phase.LEFT || phase == Phase.ARRIVING;
    }

    /** The same claim while that is being done. */
    Claim in(Phase next, Change with) {
        return new Claim(spec, next, since, wanted, Optional.of(with), plugged, grown, ownsDisks, toRunIn);
    }

    /** The same claim, of a specification that replaces what it names. */
    Claim of(InstanceSpec other) {
        return new Claim(other, phase, since, wanted, change, plugged, grown, ownsDisks, toRunIn);
    }

    /** The same claim, of an instance that disks are made for. */
    Claim owningDisks() {
        return new Claim(spec, phase, since, wanted, change, plugged, grown, true, toRunIn);
    }

    /** The same claim, of an instance that was ordered to run in that boot of the host; empty = to stop. */
    Claim toRunIn(Optional<String> boot) {
        return new Claim(spec, phase, since, wanted, change, plugged, grown, ownsDisks, boot);
    }

    /** At rest with that specification, and holding nothing else. */
    Claim activeAs(InstanceSpec settled) {
        var held = settled.placement().devices().stream().map(GuestPlacement.PlacedDevice::address).toList();
        return new Claim(settled, Phase.ACTIVE, since, Optional.empty(), Optional.empty(),
                plugged.stream().filter(device -> held.contains(device.address())).toList(), grown, ownsDisks, toRunIn);
    }

    /** The specification whose place is held besides. */
    Optional<InstanceSpec> former() {
        return switch (phase) {
            case RESIZING, RESIZED, REVERTING -> change.filter(Change.From.class::isInstance)
                    .map(from -> ((Change.From) from).former());
            case SPAWNING, ACTIVE, STARTING, REPINNING, REBOOTING, RESCUING, RESCUED, UNRESCUING, REBUILDING, GROWING,
                    PLUGGING, COPYING, LEAVING, LEFT, ARRIVING, DESTROYING ->
                Optional.empty();
        };
    }

    /** On its way to another place. */
    Claim movingTo(GuestPlacement place) {
        return new Claim(spec, Phase.REPINNING, since, Optional.of(place), Optional.empty(), plugged, grown, ownsDisks,
                toRunIn);
    }

    /** Arrived, and holding nothing else. */
    Claim settledIn(GuestPlacement place) {
        return new Claim(spec.placed(spec.vcpus(), spec.memoryKib(), place), Phase.ACTIVE, since, Optional.empty(),
                Optional.empty(), plugged, grown, ownsDisks, toRunIn);
    }

    /**
     * Holding all that it may have while it grows or gives back.
     *
     * @param certain what it has whatever comes of it
     */
    Claim growing(InstanceSpec most, Change.Growing growing, Growth certain) {
        return new Claim(most, Phase.GROWING, since, Optional.empty(), Optional.of(growing), plugged, certain,
                ownsDisks, toRunIn);
    }

    /** Of that size, and holding nothing else. */
    Claim sized(InstanceSpec settled, Growth nowGrown) {
        return new Claim(settled, Phase.ACTIVE, since, Optional.empty(), Optional.empty(), plugged, nowGrown, ownsDisks,
                toRunIn);
    }

    /** With other devices. */
    Claim equipped(InstanceSpec equipped, List<Plugged> nowPlugged) {
        return new Claim(equipped, phase, since, wanted, change, nowPlugged, grown, ownsDisks, toRunIn);
    }
}
