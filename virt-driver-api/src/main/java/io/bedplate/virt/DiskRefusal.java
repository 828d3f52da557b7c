package io.bedplate.virt;

import java.util.List;

/** Why disks are not made. Nothing is left behind. */
public sealed interface DiskRefusal {
    /** One sentence with the numbers. */
    String sentence();

    /** The source has no such image. */
    record NoImage(String source, String why) implements DiskRefusal {
        @Override
        public String sentence() {
            return "image %s cannot be had: %s".formatted(source, why);
        }
    }

    /** The bytes are not those that were asked for. */
    record OtherContent(String source, Checksum wanted, Checksum found) implements DiskRefusal {
        @Override
        public String sentence() {
            return "image %s has the checksum %s, wanted %s".formatted(source, found, wanted);
        }
    }

    /** Other programs must not open the image. */
    record UnsafeImage(String source, List<String> findings) implements DiskRefusal {
        public UnsafeImage {
            findings = List.copyOf(findings);
        }

        @Override
        public String sentence() {
            return "image %s is unsafe: %s".formatted(source, String.join("; ", findings));
        }
    }

    /** A disk is never made smaller than what is on it. */
    record WouldShrink(String disk, long wantedBytes, long hasBytes) implements DiskRefusal {
        @Override
        public String sentence() {
            return "%s has %d bytes, the disk is to have %d; disks are not shrunk".formatted(disk, hasBytes,
                    wantedBytes);
        }
    }

    /** Too little is free where the files would be. */
    record NoRoom(String folder, long wantedBytes, long freeBytes) implements DiskRefusal {
        @Override
        public String sentence() {
            return "%s: %d bytes wanted, %d free".formatted(folder, wantedBytes, freeBytes);
        }
    }
}
