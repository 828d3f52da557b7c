package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.bedplate.libvirt.storage.DiskFile.Format;

/** Makes the file of one disk, readable by its owner only; libvirt gives it to QEMU's user. */
final class DiskMaker {
    private static final String OWNER_ONLY = "rw-------";
    private static final String CONFIG_DRIVE_LABEL = "config-2";

    private final Tools tools;
    private final QemuImg qemuImg;

    DiskMaker(Tools tools) {
        this.tools = tools;
        this.qemuImg = new QemuImg(tools);
    }

    static Format format(DiskOrder order) {
        return switch (order) {
            case DiskOrder.Overlay _,DiskOrder.Encrypted _ -> Format.QCOW2;
            case DiskOrder.RawCopy _,DiskOrder.Swap _,DiskOrder.Ephemeral _,DiskOrder.ConfigDrive _ -> Format.RAW;
        };
    }

    /**
     * Makes it.
     *
     * @param file not there yet
     * @param base what an order from an image starts with
     * @return what the guest sees, in bytes
     */
    long make(DiskOrder order, Path file, Optional<Path> base) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        long size = switch (order) {
            case DiskOrder.Overlay disk -> {
                qemuImg.create(file, base, disk.sizeBytes(), disk.luks());
                yield disk.sizeBytes();
            }
            case DiskOrder.RawCopy disk -> copy(base.orElseThrow(), file, disk.sizeBytes());
            case DiskOrder.Swap disk -> {
                setSize(file, disk.sizeBytes());
                tools.run("mkswap", file.toString());
                yield disk.sizeBytes();
            }
            case DiskOrder.Ephemeral disk -> ephemeral(disk, file);
            case DiskOrder.Encrypted disk -> {
                qemuImg.create(file, Optional.empty(), disk.sizeBytes(), Optional.of(disk.luks()));
                yield disk.sizeBytes();
            }
            case DiskOrder.ConfigDrive drive -> configDrive(drive.files(), file);
        };
        Durable.force(file);
        return size;
    }

    private long copy(Path base, Path file, long sizeBytes) throws IOException {
        tools.run("cp", "--reflink=auto", "--sparse=always", base.toString(), file.toString());
        setSize(file, sizeBytes);
        return sizeBytes;
    }

    private long ephemeral(DiskOrder.Ephemeral disk, Path file) throws IOException {
        setSize(file, disk.sizeBytes());
        if (disk.ext4()) {
            tools.run("mkfs.ext4", "-q", "-F", "-L", disk.name().length() <= 16 ? disk.name() : "ephemeral",
                    file.toString());
        }
        return disk.sizeBytes();
    }

    private long configDrive(Map<String, byte[]> files, Path file) throws IOException {
        var content = file.resolveSibling(file.getFileName() + ".files");
        Files.createDirectory(content);
        for (var entry : files.entrySet()) {
            var one = content.resolve(entry.getKey());
            Files.createDirectories(one.getParent());
            Files.write(one, entry.getValue());
        }
        tools.run(new byte[0], "genisoimage", List.of("-quiet", "-J", "-r", "-l", "-ldots", "-allow-lowercase",
                "-allow-multidot", "-V", CONFIG_DRIVE_LABEL, "-o", file.toString(), content.toString()));
        Durable.removeTree(content);
        return Files.size(file);
    }

    /** Holes have no blocks yet. */
    private static void setSize(Path file, long sizeBytes) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(sizeBytes);
        }
    }
}
