package io.bedplate.virt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.GuestPlacement;

/**
 * Everything a driver needs to run one guest; nothing is looked up elsewhere.
 *
 * @param name       unique on the host: 1..64 of {@code A-Z a-z 0-9 . _ -}, a letter or digit first
 * @param vcpus      at least 1
 * @param memoryKib  at least 1
 * @param placement  where every part runs; its cells' vCPUs and memory add up to the guest's
 * @param boot       what the guest starts from
 * @param consoleLog file that receives the guest's serial console; made by the driver, removed by the caller
 */
public record InstanceSpec(InstanceId id, String name, int vcpus, long memoryKib, GuestPlacement placement, Boot boot,
        List<Disk> disks, Optional<Path> consoleLog) {

    public InstanceSpec {
        disks = List.copyOf(disks);
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

    /** What a guest starts from. */
    public sealed interface Boot {

        /** A kernel loaded by the hypervisor. */
        record Kernel(Path kernel, Path initrd, String commandLine) implements Boot {}

        /** The first disk. */
        record FirstDisk() implements Boot {}
    }

    /** A disk in a file. */
    public record Disk(Path source, Format format) {
        /** Always declared, never guessed from the file: a guest could write itself another format's header. */
        public enum Format {
            RAW, QCOW2
        }
    }
}
