package io.bedplate.libvirt.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.libvirt.storage.DiskFile.Format;

/** Makes the file of one disk, readable by its owner only; libvirt gives it to QEMU's user. */
final class DiskMaker {
    private static final String OWNER_ONLY = "rw-------";
    private static final String CONFIG_DRIVE_LABEL = "config-2";
    /** As large as Nova makes it (virt/configdrive.py, CONFIGDRIVESIZE_BYTES). */
    private static final long VFAT_BYTES = 64L << 20;

    private final Tools tools;
    private final QemuImg qemuImg;

    DiskMaker(Tools tools) {
        this.tools = tools;
        this.qemuImg = new QemuImg(tools);
    }

    static Format format(FileOrder order) {
        return switch (order) {
            case FileOrder.Overlay _,FileOrder.Encrypted _ -> Format.QCOW2;
            case FileOrder.Enlarged disk -> disk.former().format();
            case FileOrder.RawCopy _,FileOrder.Swap _,FileOrder.Ephemeral _,FileOrder.ConfigDrive _ -> Format.RAW;
        };
    }

    /**
     * Makes it.
     *
     * @param file not there yet
     * @param base what an order from an image starts with
     * @return what the guest sees, in bytes
     */
    long make(FileOrder order, Path file, Optional<Path> base) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        long size = switch (order) {
            case FileOrder.Overlay disk -> {
                long bytes = size(disk, base.orElseThrow());
                qemuImg.create(file, base, bytes, disk.luks());
                yield bytes;
            }
            case FileOrder.RawCopy disk -> {
                copy(base.orElseThrow(), file);
                yield setSize(file, size(disk, base.get()));
            }
            case FileOrder.Enlarged disk -> {
                copy(disk.former().file(), file);
                qemuImg.resize(file, disk.former().format(), disk.sizeBytes());
                yield disk.sizeBytes();
            }
            case FileOrder.Swap disk -> {
                setSize(file, disk.sizeBytes());
                tools.run("mkswap", file.toString());
                yield disk.sizeBytes();
            }
            case FileOrder.Ephemeral disk -> ephemeral(disk, file);
            case FileOrder.Encrypted disk -> {
                qemuImg.create(file, Optional.empty(), disk.sizeBytes(), Optional.of(disk.luks()));
                yield disk.sizeBytes();
            }
            case FileOrder.ConfigDrive drive -> configDrive(drive, file);
        };
        Durable.force(file);
        return size;
    }

    private static long size(FileOrder.FromImage disk, Path base) throws IOException {
        return disk.sizeBytes() == 0 ? Files.size(base) : disk.sizeBytes();
    }

    private void copy(Path from, Path file) {
        tools.run("cp", "--reflink=auto", "--sparse=always", from.toString(), file.toString());
    }

    private long ephemeral(FileOrder.Ephemeral disk, Path file) throws IOException {
        setSize(file, disk.sizeBytes());
        if (disk.ext4()) {
            tools.run("mkfs.ext4", "-q", "-F", "-L", disk.name().length() <= 16 ? disk.name() : "ephemeral",
                    file.toString());
        }
        return disk.sizeBytes();
    }

    private long configDrive(FileOrder.ConfigDrive drive, Path file) throws IOException {
        var content = file.resolveSibling(file.getFileName() + ".files");
        Files.createDirectory(content);
        for (var entry : drive.files().entrySet()) {
            var one = content.resolve(entry.getKey());
            Files.createDirectories(one.getParent());
            Files.write(one, entry.getValue());
        }
        switch (drive.fileSystem()) {
            case ISO9660 -> tools.run("genisoimage", "-quiet", "-J", "-r", "-l", "-ldots", "-allow-lowercase",
                    "-allow-multidot", "-V", CONFIG_DRIVE_LABEL, "-o", file.toString(), content.toString());
            case VFAT -> vfat(content, file);
        }
        Durable.removeTree(content);
        return Files.size(file);
    }

    private void vfat(Path content, Path file) throws IOException {
        setSize(file, VFAT_BYTES);
        tools.run("mkfs.vfat", "-n", CONFIG_DRIVE_LABEL, file.toString());
        var arguments = new ArrayList<>(List.of("-i", file.toString(), "-s", "-Q"));
        try (var entries = Files.list(content)) {
            entries.map(Path::toString).sorted().forEach(arguments::add);
        }
        arguments.add("::/");
        tools.run(new byte[0], "mcopy", arguments);
    }

    /** Holes have no blocks yet. */
    private static long setSize(Path file, long sizeBytes) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(sizeBytes);
        }
        return sizeBytes;
    }
}
