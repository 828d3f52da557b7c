package io.bedplate.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.bedplate.host.files.HostFiles;
import io.bedplate.libvirt.HostFit.Misfit;
import io.bedplate.libvirt.image.Finding;
import io.bedplate.libvirt.image.ImageFacts;
import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.libvirt.image.ImageInspector;
import io.bedplate.libvirt.image.ImageReadException;
import io.bedplate.libvirt.image.Inspection;
import io.bedplate.libvirt.image.Reason;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Whether disks are there, and safe for QEMU to open. Nothing in a raw disk is read by QEMU as anything but the guest's
 * data, so only qcow2 headers are judged; the one file they may name is a base image of ours.
 *
 * @param files  the host's files
 * @param images folder of the base images
 */
record DiskFit(HostFiles files, Path images) {

    /** The first disk that is not there, or that must not be opened. */
    Optional<Misfit> check(List<Disk> disks) {
        return disks.stream().flatMap(disk -> check(disk).stream()).findFirst();
    }

    Optional<Misfit> check(Disk disk) {
        return switch (disk.source()) {
            case DiskSource.File(var path) -> absent(disk, "file", path).or(() -> unsafe(disk, path));
            case DiskSource.Block(var device) -> absent(disk, "block device", device);
            case DiskSource.Network _ -> Optional.empty();
        };
    }

    private Optional<Misfit> absent(Disk disk, String kind, Path path) {
        return files.exists(path.toString().replaceFirst("^/", ""))
                ? Optional.empty()
                : misfit(disk, "the host has no %s %s".formatted(kind, path));
    }

    private Optional<Misfit> unsafe(Disk disk, Path path) {
        if (disk.format() == Disk.Format.RAW) {
            return Optional.empty();
        }
        try {
            return switch (ImageInspector.inspect(path, Optional.of(ImageFormat.QCOW2))) {
                case Inspection.Safe _ -> Optional.empty();
                case Inspection.Unsafe(var facts, var findings) -> unsafe(disk, path, facts, findings);
            };
        } catch (ImageReadException e) {
            return misfit(disk, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Misfit> unsafe(Disk disk, Path path, ImageFacts facts, List<Finding> findings) {
        boolean ours = facts.backingFile().filter(this::isBaseImage).isPresent();
        var grave = findings.stream().filter(finding -> !(ours && finding.reason() == Reason.BACKING_FILE)).toList();
        return grave.isEmpty()
                ? Optional.empty()
                : misfit(disk, "%s must not be opened: %s".formatted(path, grave.stream()
                        .map(Finding::toString).collect(Collectors.joining("; "))));
    }

    /** The name alone decides: what stands in that folder has been judged when it came. */
    private boolean isBaseImage(String backingFile) {
        // No file has such a name, and Path takes it for a mistake of ours.
        if (backingFile.indexOf('\0') >= 0) {
            return false;
        }
        var path = Path.of(backingFile);
        return path.isAbsolute() && path.equals(path.normalize()) && path.startsWith(images);
    }

    private static Optional<Misfit> misfit(Disk disk, String text) {
        return Optional.of(new Misfit(Kind.INVALID_SPEC, "disk %s: %s".formatted(disk.id(), text)));
    }
}
