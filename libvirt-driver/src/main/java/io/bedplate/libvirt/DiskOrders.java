package io.bedplate.libvirt;

import java.util.List;
import java.util.Optional;

import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.libvirt.storage.BaseImage;
import io.bedplate.libvirt.storage.DiskFile;
import io.bedplate.libvirt.storage.FileOrder;
import io.bedplate.libvirt.storage.FileOrder.ConfigDrive.FileSystem;
import io.bedplate.libvirt.storage.ImageSource;
import io.bedplate.virt.Disk;
import io.bedplate.virt.DiskOrder;
import io.bedplate.virt.DiskSource;
import io.bedplate.virt.Image;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/**
 * Orders of disks in the words of this host's storage.
 *
 * @param there what the instance has already
 */
record DiskOrders(List<DiskFile> there, FileSystem configDriveFormat) {
    private static final int MIB = 20;

    /**
     * Reads one.
     *
     * @throws VirtDriverException INVALID_SPEC for an unknown format, and a disk that the instance does not have
     */
    FileOrder read(DiskOrder order) {
        var name = order.id().text();
        return switch (order) {
            case DiskOrder.FromImage(_, var image, var sizeMib, var format) -> switch (format) {
                case QCOW2 -> new FileOrder.Overlay(name, base(image), sizeMib << MIB, Optional.empty());
                case RAW -> new FileOrder.RawCopy(name, base(image), sizeMib << MIB);
            };
            case DiskOrder.Swap(_, var sizeMib) -> new FileOrder.Swap(name, sizeMib << MIB);
            case DiskOrder.Ephemeral(_, var sizeMib) ->
                new FileOrder.Ephemeral(name, sizeMib << MIB, true);
            case DiskOrder.Enlarged(_, var former, var sizeMib) ->
                new FileOrder.Enlarged(name, file(former), sizeMib << MIB);
            case DiskOrder.ConfigDrive(_, var files) ->
                new FileOrder.ConfigDrive(name, configDriveFormat, files);
        };
    }

    private static BaseImage base(Image image) {
        var format = ImageFormat.named(image.format())
                .orElseThrow(() -> new VirtDriverException(Kind.INVALID_SPEC,
                        "image %s: format \"%s\" is unknown".formatted(image.file(), image.format())));
        return new BaseImage(image.checksum(), format, ImageSource.file(image.file()));
    }

    private DiskFile file(Disk former) {
        return there.stream().filter(disk -> former.source().equals(new DiskSource.File(disk.file()))).findFirst()
                .orElseThrow(() -> new VirtDriverException(Kind.INVALID_SPEC,
                        "disk %s was not made for this instance".formatted(former.id())));
    }
}
