package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

import io.bedplate.libvirt.xml.Device;
import io.bedplate.libvirt.xml.Disk;
import io.bedplate.libvirt.xml.DiskDriver;
import io.bedplate.libvirt.xml.DiskSource;
import io.bedplate.libvirt.xml.Domain;
import io.bedplate.libvirt.xml.FileSystem;
import io.bedplate.libvirt.xml.HostDev;
import io.bedplate.libvirt.xml.Interface;
import io.bedplate.libvirt.xml.MemoryDevice;
import io.bedplate.virt.DeviceId;
import io.bedplate.virt.MigrationPolicy;
import io.bedplate.virt.MigrationRefusal;
import io.bedplate.virt.MigrationRefusal.DiskNotShared;
import io.bedplate.virt.MigrationRefusal.NotDone;
import io.bedplate.virt.MigrationRefusal.PassedThrough;

/**
 * What of a running guest keeps it from travelling, wherever to. Pure but for the look at the marks of its disks.
 *
 * @param coming the domain as it runs
 * @param marks  what stands beside its disks there, by file
 * @param seen   whether a mark is seen here beside a disk
 */
record TravelCheck(Domain coming, Map<Path, String> marks, BiPredicate<Path, String> seen) {
    // With these, nothing of the guest's waits in the page cache of the host that it leaves.
    private static final Set<String> UNCACHED = Set.of("none", "directsync");

    // multifd-channels of QEMU's migrate-set-parameters.
    private static final int MOST_CHANNELS = 255;

    List<MigrationRefusal> refusals(MigrationPolicy policy) {
        var refusals = new ArrayList<MigrationRefusal>();
        if (policy.postCopy()) {
            refusals.add(
                    new NotDone("post-copy: a guest is looked at before it runs there, and must be whole for that"));
        }
        if (policy.channels() > MOST_CHANNELS) {
            refusals.add(new NotDone("%d connections for the memory: QEMU has at most %d".formatted(policy.channels(),
                    MOST_CHANNELS)));
        }
        coming.devices().stream().flatMap(device -> refusal(device).stream()).forEach(refusals::add);
        return refusals;
    }

    private Optional<MigrationRefusal> refusal(Device device) {
        return switch (device) {
            case HostDev hostDev -> Optional.of(new PassedThrough(hostDev.source().flatMap(HostDev.Source::address)
                    .flatMap(address -> address.pci()).map(pci -> "PCI function " + pci)
                    .orElse("a device of the host")));
            case Interface port when Set.of("hostdev", "vdpa").contains(port.type()) -> Optional.of(new PassedThrough(
                    "the function of port %s"
                            .formatted(port.mac().map(Interface.Mac::address).orElse("without a MAC"))));
            case FileSystem _ -> Optional.of(new NotDone("a folder of the host is shared with the guest"));
            case MemoryDevice _ -> Optional.of(new NotDone("memory has come to it while it ran"));
            case Disk disk -> disk(disk);
            default -> Optional.empty();
        };
    }

    private Optional<MigrationRefusal> disk(Disk disk) {
        return switch (disk.type().orElse("file")) {
            case "file" -> disk.source().flatMap(DiskSource::file).flatMap(file -> file(disk, Path.of(file)));
            case "network" -> Optional.empty();
            default -> Optional.of(new DiskNotShared(id(disk),
                    "it is a device of its host, and nobody can tell which one of the other's it is"));
        };
    }

    private Optional<MigrationRefusal> file(Disk disk, Path file) {
        var mark = marks.get(file);
        if (mark == null || !seen.test(file, mark)) {
            return Optional.of(new DiskNotShared(id(disk), "%s is not the same file here".formatted(file)));
        }
        return disk.readonly() || disk.driver().flatMap(DiskDriver::cache).filter(UNCACHED::contains).isPresent()
                ? Optional.empty()
                : Optional
                        .of(new DiskNotShared(id(disk), "what it writes is cached on its host; cache none is wanted"));
    }

    private static DeviceId id(Disk disk) {
        return new DeviceId(disk.alias().map(alias -> alias.name().replaceFirst("^ua-", "")).or(() -> disk.target()
                .map(Disk.Target::dev)).orElse("disk"));
    }

    /** Files behind a domain's disks. */
    static List<Path> files(Domain domain) {
        return domain.devices().stream().flatMap(device -> device instanceof Disk disk
                ? disk.source().flatMap(DiskSource::file).stream()
                : Stream.empty()).map(Path::of).distinct().toList();
    }
}
