package io.bedplate.libvirt.storage;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A disk as it is wanted. Sizes in bytes, whole sectors of 512. */
public sealed interface FileOrder {
    /** Unique within the instance; the file's name without suffix. */
    String name();

    /** A disk that begins with an image's content and may be larger; a size of 0 is the image's. */
    sealed interface FromImage extends FileOrder {
        BaseImage image();

        long sizeBytes();
    }

    /** Holds what differs from the shared base image, encrypted where there is a passphrase. */
    record Overlay(String name, BaseImage image, long sizeBytes, Optional<Passphrase> luks) implements FromImage {
        public Overlay {
            checkName(name);
            checkSizeOrImages(name, sizeBytes);
        }
    }

    /** A raw file of its own; blocks are shared with the base image where the file system can. */
    record RawCopy(String name, BaseImage image, long sizeBytes) implements FromImage {
        public RawCopy {
            checkName(name);
            checkSizeOrImages(name, sizeBytes);
        }
    }

    /** Formatted as swap. */
    record Swap(String name, long sizeBytes) implements FileOrder {
        public Swap {
            checkName(name);
            checkSize(name, sizeBytes);
        }
    }

    /** Empty at first, or with a file system of type ext4. */
    record Ephemeral(String name, long sizeBytes, boolean ext4) implements FileOrder {
        public Ephemeral {
            checkName(name);
            checkSize(name, sizeBytes);
        }
    }

    /** Empty at first, encrypted with LUKS. */
    record Encrypted(String name, long sizeBytes, Passphrase luks) implements FileOrder {
        public Encrypted {
            checkName(name);
            checkSize(name, sizeBytes);
        }
    }

    /** A copy of a disk that is not encrypted, larger. Nobody writes to that one meanwhile. */
    record Enlarged(String name, DiskFile former, long sizeBytes) implements FileOrder {
        public Enlarged {
            checkName(name);
            checkSize(name, sizeBytes);
        }
    }

    /**
     * A file system with the label config-2, where cloud-init looks.
     *
     * @param files checked path, such as {@code openstack/latest/meta_data.json}, to content
     */
    record ConfigDrive(String name, FileSystem fileSystem, Map<String, byte[]> files) implements FileOrder {
        public ConfigDrive {
            checkName(name);
            files = Collections.unmodifiableMap(new TreeMap<>(files));
        }

        /** {@link #toString} is Nova's word for it (config_drive_format). */
        public enum FileSystem {
            ISO9660, VFAT;

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    private static void checkName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9_-]{0,31}")) {
            throw new IllegalArgumentException(
                    "disk \"%s\": wanted 1 to 32 of a-z 0-9 _ - as its name".formatted(name));
        }
    }

    private static void checkSize(String name, long sizeBytes) {
        if (sizeBytes <= 0 || sizeBytes % 512 != 0) {
            throw new IllegalArgumentException(
                    "disk %s: wanted whole sectors of 512 bytes, found %d bytes".formatted(name, sizeBytes));
        }
    }

    private static void checkSizeOrImages(String name, long sizeBytes) {
        if (sizeBytes != 0) {
            checkSize(name, sizeBytes);
        }
    }
}
