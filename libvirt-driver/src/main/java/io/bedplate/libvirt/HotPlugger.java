package io.bedplate.libvirt;

import java.time.Duration;
import java.util.List;

import io.bedplate.host.PciDevice;
import io.bedplate.libvirt.HostFit.Misfit;
import io.bedplate.libvirt.jna.DomainDevices;
import io.bedplate.libvirt.jna.Lane;
import io.bedplate.libvirt.jna.LibvirtLink;
import io.bedplate.libvirt.xml.AttachmentMapper;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.PlugPorts;
import io.bedplate.probe.HostReadings;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.Disk;
import io.bedplate.virt.HotPlug;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Devices that come and go. libvirt does both documents in one call; only a running guest's answer must be waited for. */
final class HotPlugger implements HotPlug {
    private final GuestTurns turns;
    private final LibvirtLink link;
    private final HostReadings readings;
    private final Removals removals;
    private final DeviceFit devices;

    HotPlugger(GuestTurns turns, LibvirtLink link, HostReadings readings, Removals removals, DeviceFit devices) {
        this.turns = turns;
        this.link = link;
        this.readings = readings;
        this.removals = removals;
        this.devices = devices;
    }

    private GuestDocuments documents(Guests.Known known) {
        if (known.saved()) {
            // Its memory on disk carries its devices with it.
            throw GuestTurns.wrongState(known, "given other devices");
        }
        return GuestDocuments.of(known, link);
    }

    private boolean runsWith(Guests.Known known, DeviceId device) {
        return runsWith(documents(known), device);
    }

    private static boolean runsWith(GuestDocuments documents, DeviceId device) {
        return documents.live().filter(domain -> AttachmentMapper.has(domain, device)).isPresent();
    }

    @Override
    public void attach(InstanceId id, Attachment device) {
        turns.with(id, known -> {
            var documents = documents(known);
            if (documents.all().stream().anyMatch(document -> AttachmentMapper.has(document, device.id()))) {
                throw new VirtDriverException(Kind.EXISTS,
                        "instance %s has a device %s already".formatted(known.name(), device.id()));
            }
            requirePresent(known, device);
            var xml = DomainXml.write(AttachmentMapper.device(device, documents.all()));
            try {
                link.call(Lane.SLOW, session -> {
                    if (device instanceof Attachment.OfNic(var nic)) {
                        Launcher.defineFilters(session, List.of(nic));
                    }
                    return Launcher.domain(session, id,
                            domain -> new DomainDevices(domain).attach(xml, documents.live().isPresent()));
                });
            } catch (VirtDriverException e) {
                throw explained(known, device, e);
            }
        });
    }

    /** libvirt would find out too, later and in words of its own. */
    private void requirePresent(Guests.Known known, Attachment device) {
        switch (device) {
            case Attachment.OfDisk(var disk) -> requirePresent(known, disk);
            case Attachment.OfNic(var nic) ->
                readings.fitting(host -> devices.ports().check(List.of(nic), host), misfit -> refused(known, misfit));
            case Attachment.OfPci(var id, var function) -> {
                if (readings.now().pci().stream().map(PciDevice::address)
                        .noneMatch(function.address()::equals)) {
                    throw absent(known, id, "PCI device " + function.address());
                }
            }
        }
    }

    private void requirePresent(Guests.Known known, Disk disk) {
        boolean running = known.state().isActive();
        if (running && (disk.bus() == Disk.Bus.SATA || disk.bus() == Disk.Bus.CDROM)) {
            throw new VirtDriverException(Kind.UNSUPPORTED,
                    "instance %s: disk %s: a disk on bus %s cannot come while the guest runs"
                            .formatted(known.name(), disk.id(), disk.bus()));
        }
        devices.disks().check(disk).ifPresent(misfit -> {
            throw refused(known, misfit);
        });
    }

    private static VirtDriverException refused(Guests.Known known, Misfit misfit) {
        return new VirtDriverException(misfit.kind(), "instance %s: %s".formatted(known.name(), misfit.text()));
    }

    private static VirtDriverException absent(Guests.Known known, DeviceId device, String thing) {
        return new VirtDriverException(Kind.INVALID_SPEC,
                "instance %s: device %s: the host has no %s".formatted(known.name(), device, thing));
    }

    private static VirtDriverException explained(Guests.Known known, Attachment device, VirtDriverException e) {
        var message = String.valueOf(e.getMessage());
        return message.contains("No more available PCI slots")
                ? new VirtDriverException(Kind.INSUFFICIENT_RESOURCES,
                        "instance %s: device %s: no free port; %d were there at the start".formatted(known.name(),
                                device.id(), PlugPorts.FREE),
                        e)
                : new VirtDriverException(e.kind(),
                        "instance %s: device %s: %s".formatted(known.name(), device.id(), message), e);
    }

    @Override
    public void detach(InstanceId id, DeviceId device, Duration patience) {
        turns.with(id, known -> {
            var documents = documents(known);
            boolean defined = AttachmentMapper.has(documents.definition(), device);
            if (!defined && !runsWith(documents, device)) {
                throw new VirtDriverException(Kind.NOT_FOUND,
                        "instance %s has no device %s".formatted(known.name(), device));
            }
            if (runsWith(documents, device)) {
                unplug(known, device, patience);
            }
            if (defined) {
                link.call(Lane.QUICK, session -> Launcher.domain(session, id, domain -> new DomainDevices(domain)
                        .undefine(AttachmentMapper.alias(device).name())));
            }
        });
    }

    private void unplug(Guests.Known known, DeviceId device, Duration patience) {
        int requests = removals.ask(known, AttachmentMapper.alias(device).name(),
                () -> runsWith(known, device), patience);
        if (requests > 0) {
            throw new VirtDriverException(Kind.UNAVAILABLE,
                    "instance %s: the guest keeps device %s; it was asked %d times within %s".formatted(known.name(),
                            device, requests, patience));
        }
    }
}
