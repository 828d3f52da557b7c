package io.bedplate.virt;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A disk as it is wanted, by the name that the guest's device is to have. */
public sealed interface DiskOrder {
    DeviceId id();

    /**
     * Begins with the content of an image.
     *
     * @param sizeMib 0 = as large as the image
     * @param format  QCOW2 holds what differs from a base image that others share; RAW is a copy of its own
     */
    record FromImage(DeviceId id, Image image, long sizeMib, Disk.Format format) implements DiskOrder {
        public FromImage {
            checkSize(id, 0, sizeMib);
        }
    }

    /** Formatted as swap. */
    record Swap(DeviceId id, long sizeMib) implements DiskOrder {
        public Swap {
            checkSize(id, 1, sizeMib);
        }
    }

    /** With an empty file system of type ext4. */
    record Ephemeral(DeviceId id, long sizeMib) implements DiskOrder {
        public Ephemeral {
            checkSize(id, 1, sizeMib);
        }
    }

    /**
     * A copy of a disk that was made for the same instance, larger. Nobody writes to the former one meanwhile.
     *
     * @param former as it was handed out
     */
    record Enlarged(DeviceId id, Disk former, long sizeMib) implements DiskOrder {
        public Enlarged {
            checkSize(id, 1, sizeMib);
        }
    }

    /**
     * A read-only file system with the label config-2, where cloud-init looks; of which type, the driver's operator says.
     *
     * @param files path, such as {@code openstack/latest/meta_data.json}, to content
     */
    record ConfigDrive(DeviceId id, SortedMap<String, byte[]> files) implements DiskOrder {
        public ConfigDrive(DeviceId id, Map<String, byte[]> files) {
            this(id, new TreeMap<>(files));
        }

        public ConfigDrive {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            files.keySet().forEach(DiskOrder::checkPath);
        }
    }

    private static void checkSize(DeviceId id, long leastMib, long sizeMib) {
        if (sizeMib < leastMib || sizeMib > 1L << 33) {
            throw new IllegalArgumentException(
                    "disk %s: %d to 2^33 MiB wanted, found %d".formatted(id, leastMib, sizeMib));
        }
    }

    /** Nothing that leaves the folder, and nothing that a program takes for an option. */
    private static void checkPath(String path) {
        if (!path.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,62}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,62}){0,6}")) {
            throw new IllegalArgumentException(
                    "config drive: \"%s\" is no relative path of A-Z a-z 0-9 . _ -".formatted(path));
        }
    }
}
