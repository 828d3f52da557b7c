package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.IoThreads;
import io.bedplate.host.PciAddress;
import io.bedplate.virt.Attachment;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.InstanceId;
import io.bedplate.virt.InstanceSpec;
import io.bedplate.virt.Nic;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** Maps a device that comes to a domain that is there. Pure. */
public final class AttachmentMapper {
    private static final InstanceId NOBODY = InstanceId.parse("00000000-0000-0000-0000-000000000000");

    // libvirt keeps no other aliases that a user gives.
    private static final String OURS = "ua-";

    private AttachmentMapper() {}

    /** The name by which libvirt knows a device of ours. */
    public static Alias alias(DeviceId id) {
        return new Alias(OURS + id);
    }

    /** Whether a document has a device of that name. */
    public static boolean has(Domain domain, DeviceId id) {
        return domain.devices().stream().anyMatch(device -> is(device, id));
    }

    static boolean is(Device device, DeviceId id) {
        return alias(device).filter(alias -> alias.name().equals(alias(id).name())).isPresent();
    }

    /** The names of all devices that were given one. */
    public static Set<DeviceId> names(Domain domain) {
        return domain.devices().stream().flatMap(device -> alias(device).stream()).map(Alias::name)
                .filter(name -> name.startsWith(OURS)).map(name -> new DeviceId(name.substring(OURS.length())))
                .collect(Collectors.toSet());
    }

    private static Optional<Alias> alias(Device device) {
        return switch (device) {
            case Disk disk -> disk.alias();
            case Interface port -> port.alias();
            case HostDev hostDev -> hostDev.alias();
            case MemoryDevice memory -> memory.alias();
            // Devices of other kinds neither come nor go.
            case FileSystem _,Controller _,CharDevice _,RedirDev _,Graphics _,Video _,Input _,Rng _,MemBalloon _,Watchdog _,Tpm _,Sound _,Iommu _,Vsock _,Panic _,Shmem _,Device.Unknown _ ->
                Optional.empty();
        };
    }

    /**
     * The device.
     *
     * @param documents what runs and what starts next; the names that either has are taken
     * @throws VirtDriverException INVALID_SPEC for a port that contradicts itself or the guest
     */
    public static Device device(Attachment attachment, List<Domain> documents) {
        return switch (attachment) {
            case Attachment.OfDisk(var disk) -> disk(disk, documents);
            case Attachment.OfNic(var nic) -> port(nic, documents.getLast());
            case Attachment.OfPci(var id, var function) -> hostDev(id, function.address());
        };
    }

    private static Interface port(Nic nic, Domain domain) {
        if (HostMtu.isOf(nic)) {
            throw new VirtDriverException(Kind.INVALID_SPEC,
                    "port %s: behind vhost-user only a port that a guest is made with can have an MTU of its own"
                            .formatted(nic.id()));
        }
        return NicMapper.map(nic, owner(domain));
    }

    private static Disk disk(io.bedplate.virt.Disk disk, List<Domain> documents) {
        var taken = targets(documents);
        var places = new DiskPlaces();
        while (true) {
            var mapped = DiskMapper.disk(disk, places, taken.size(), withThreadsOf(documents.getLast()));
            if (mapped.target().filter(target -> taken.contains(target.dev())).isEmpty()) {
                return mapped;
            }
        }
    }

    private static Set<String> targets(List<Domain> documents) {
        return documents.stream().flatMap(domain -> domain.devices().stream())
                .flatMap(device -> device instanceof Disk disk ? disk.target().stream() : Stream.empty())
                .map(Disk.Target::dev).collect(Collectors.toSet());
    }

    /** All that a disk wants to know of its guest: the pool of I/O threads. */
    private static InstanceSpec withThreadsOf(Domain domain) {
        var none = CpuSet.empty();
        var threads = new IoThreads(domain.ioThreads().orElse(0), none);
        var placement = new GuestPlacement(List.of(), none, none, threads, none, false, new GuestCpuTopology(1, 1, 1),
                List.of());
        return new InstanceSpec(NOBODY, "nobody", 1, 1, placement, new InstanceSpec.Boot.FirstDisk(), List.of(),
                Optional.empty());
    }

    private static NicMapper.Owner owner(Domain domain) {
        boolean sharesMemory = domain.cpu().flatMap(Cpu::numa).stream().flatMap(numa -> numa.cells().stream())
                .anyMatch(cell -> cell.memAccess().filter("shared"::equals).isPresent());
        return new NicMapper.Owner(domain.uuid().orElse(NOBODY.uuid()), domain.vcpu().map(Vcpu::count).orElse(1),
                sharesMemory);
    }

    private static HostDev hostDev(DeviceId id, PciAddress address) {
        var plain = HostDev.vfio(address);
        return new HostDev(plain.mode(), plain.type(), plain.managed(), plain.model(), plain.display(), plain.ramFb(),
                plain.driver(), plain.source(), plain.teaming(), plain.boot(), plain.rom(), Optional.of(alias(id)),
                plain.address(), plain.rest());
    }
}
