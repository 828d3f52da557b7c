package io.bedplate.virt;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A disk of a guest.
 *
 * @param format   always declared, never guessed from the content: a guest could write itself another format's header
 * @param readOnly the guest cannot write to it
 * @param shared   other guests use it at the same time; it is raw then, and not cached
 * @param serial   what the guest sees as the disk's serial number; at most 20 characters reach a virtio guest
 * @param luks     the disk's content is encrypted by LUKS
 */
public record Disk(DeviceId id, DiskSource source, Format format, Bus bus, DiskTuning tuning, boolean readOnly,
        boolean shared, Optional<String> serial, Optional<LuksKey> luks) {

    public Disk {
        if (shared && format != Format.RAW) {
            throw new IllegalArgumentException("disk %s: a shared disk must be raw".formatted(id));
        }
    }

    /** An ordinary virtio disk in a file. */
    public static Disk file(DeviceId id, Path path, Format format) {
        return of(id, new DiskSource.File(path), format);
    }

    /** An ordinary virtio disk. */
    public static Disk of(DeviceId id, DiskSource source, Format format) {
        return new Disk(id, source, format, Bus.VIRTIO, DiskTuning.DEFAULT, false, false, Optional.empty(),
                Optional.empty());
    }

    /** The same disk on another bus, and with other tuning. */
    public Disk on(Bus otherBus, DiskTuning otherTuning) {
        return new Disk(id, source, format, otherBus, otherTuning, readOnly, shared, serial, luks);
    }

    /** The same disk on another bus; the guest cannot write to it. */
    public Disk readOnly(Bus otherBus) {
        return new Disk(id, source, format, otherBus, tuning, true, shared, serial, luks);
    }

    /** The same disk of the guest's, with its bytes elsewhere. */
    public Disk at(DiskSource otherSource, Format otherFormat) {
        return new Disk(id, otherSource, otherFormat, bus, tuning, readOnly, shared, serial, luks);
    }

    /** How the bytes of the source are laid out. */
    public enum Format {
        RAW, QCOW2
    }

    /** What the guest sees the disk on. */
    public enum Bus {
        VIRTIO, SCSI, SATA, USB,
        /** A CD drive on SATA; read-only in any case. */
        CDROM
    }

    /**
     * The key of an encrypted disk, which stands in the hypervisor's store of secrets and never in a specification.
     *
     * @param secret the secret's UUID
     */
    public record LuksKey(UUID secret) {}
}
