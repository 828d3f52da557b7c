package io.bedplate.virt;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedDevice;

/**
 * Everything a driver needs to run one guest; nothing is looked up elsewhere.
 *
 * @param name       unique on the host: 1..64 of {@code A-Z a-z 0-9 . _ -}, a letter or digit first
 * @param vcpus      at least 1
 * @param memoryKib  at least 1
 * @param placement  where every part runs; its cells' vCPUs and memory add up to the guest's
 * @param boot       what the guest starts from
 * @param disks      in the order in which the guest counts them
 * @param consoleLog file that receives the guest's serial console; made by the driver, removed by the caller
 */
public record InstanceSpec(InstanceId id, String name, int vcpus, long memoryKib, GuestPlacement placement, Boot boot,
        List<Disk> disks, List<Nic> nics, GuestHardware hardware, Optional<Path> consoleLog) {

    public InstanceSpec {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        requireDistinct(name, Stream.concat(disks.stream().map(Disk::id), nics.stream().map(Nic::id)).toList());
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "instance name \"%s\": wanted 1 to 64 of A-Z a-z 0-9 . _ -, a letter or digit first"
                            .formatted(name));
        }
        if (vcpus < 1 || memoryKib < 1) {
            throw new IllegalArgumentException("instance %s: at least 1 vCPU and 1 KiB wanted, found %d and %d"
                    .formatted(name, vcpus, memoryKib));
        }
    }

    /** A guest without ports, of plain hardware. */
    public InstanceSpec(InstanceId id, String name, int vcpus, long memoryKib, GuestPlacement placement, Boot boot,
            List<Disk> disks, Optional<Path> consoleLog) {
        this(id, name, vcpus, memoryKib, placement, boot, disks, List.of(), GuestHardware.PLAIN, consoleLog);
    }

    /** Its place with all functions that it holds: one that a port takes need not be among those of the placement. */
    public GuestPlacement held() {
        var devices = placement.devices();
        var ofPorts = nics.stream().flatMap(nic -> nic.backend().takenFunction().stream())
                .filter(function -> devices.stream().noneMatch(device -> device.address().equals(function)))
                .map(function -> new PlacedDevice(function, OptionalInt.empty()));
        return placement.withDevices(Stream.concat(devices.stream(), ofPorts).toList());
    }

    /** Its place with the functions that its process gets: one that a forwarder takes for a port is not among them. */
    public GuestPlacement passed() {
        var forwarded = nics.stream().filter(nic -> nic.backend() instanceof NicBackend.VirtioForwarder)
                .flatMap(nic -> nic.backend().takenFunction().stream()).toList();
        return placement.withDevices(
                held().devices().stream().filter(device -> !forwarded.contains(device.address())).toList());
    }

    /** The same guest by another id and name. */
    public InstanceSpec named(InstanceId otherId, String otherName) {
        return new InstanceSpec(otherId, otherName, vcpus, memoryKib, placement, boot, disks, nics, hardware,
                consoleLog);
    }

    /** The same guest, of that size and in that place. */
    public InstanceSpec placed(int newVcpus, long newMemoryKib, GuestPlacement newPlacement) {
        return new InstanceSpec(id, name, newVcpus, newMemoryKib, newPlacement, boot, disks, nics, hardware,
                consoleLog);
    }

    /** The same guest with other disks and ports. */
    public InstanceSpec equipped(List<Disk> newDisks, List<Nic> newNics) {
        return new InstanceSpec(id, name, vcpus, memoryKib, placement, boot, newDisks, newNics, hardware, consoleLog);
    }

    /** The same guest on other hardware. */
    public InstanceSpec on(GuestHardware newHardware) {
        return new InstanceSpec(id, name, vcpus, memoryKib, placement, boot, disks, nics, newHardware, consoleLog);
    }

    /** The same guest, its serial console written to that file. */
    public InstanceSpec logging(Path newConsoleLog) {
        return new InstanceSpec(id, name, vcpus, memoryKib, placement, boot, disks, nics, hardware,
                Optional.of(newConsoleLog));
    }

    private static void requireDistinct(String name, List<DeviceId> devices) {
        var seen = new HashSet<DeviceId>();
        for (var device : devices) {
            if (!seen.add(device)) {
                throw new IllegalArgumentException("instance %s: two devices named %s".formatted(name, device));
            }
        }
    }

    /** What a guest starts from. */
    public sealed interface Boot {

        /** A kernel loaded by the hypervisor. */
        record Kernel(Path kernel, Path initrd, String commandLine) implements Boot {}

        /** The first disk. */
        record FirstDisk() implements Boot {}
    }
}
