package io.bedplate.libvirt.image;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Formats that are told apart. {@link #toString} is the name in answers, which is OpenStack's where it has one. */
public enum ImageFormat {
    /** No magic at all. */
    RAW,
    /** A raw disk with a partition table, GPT or MBR; OpenStack calls both so. */
    GPT, QCOW2, VMDK, VDI, VHD, VHDX, ISO,
    /** Known, so that they are not taken for raw, and always refused. */
    QCOW, QED, LUKS, PLOOP, BOCHS, DMG, CLOOP;

    /**
     * The format of a declared name: ours, QEMU's {@code vpc}, and OpenStack's kernel, ramdisk and machine images,
     * which are raw.
     */
    public static Optional<ImageFormat> named(String name) {
        var wanted = name.toLowerCase(Locale.ROOT);
        return switch (wanted) {
            case "vpc" -> Optional.of(VHD);
            case "parallels" -> Optional.of(PLOOP);
            case "aki", "ari", "ami" -> Optional.of(RAW);
            default -> Set.of(values()).stream().filter(format -> format.toString().equals(wanted)).findAny();
        };
    }

    /** Whether a file that looks like the other may be declared as this one: a partitioned disk is raw, too. */
    boolean covers(ImageFormat found) {
        return this == found || (this == RAW && found == GPT);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
