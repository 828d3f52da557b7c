package io.bedplate.host.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files below {@code /sys}, {@code /proc} and {@code /dev} of one host, by path relative to its root
 * ({@code "sys/devices/system/cpu/online"}).
 *
 * <p>
 * Host files lie: they may be absent, empty, end in NUL, or vanish between two reads. Reading therefore never throws;
 * what cannot be read is absent. Writing is an order to the kernel and says when it was refused.
 */
public interface HostFiles {

    /** The text of a file without trailing blanks and NULs, or empty where it is absent, a folder or unreadable. */
    Optional<String> read(String path);

    /** The names in a folder in natural order; empty where it is absent or no folder. */
    List<String> list(String path);

    /** The last name of a symbolic link's target, whether or not the target exists. */
    Optional<String> linkName(String path);

    /** Whether the path names something that exists (a dangling link does not). */
    boolean exists(String path);

    /**
     * Writes a kernel attribute in one write.
     *
     * @throws HostFileException if the file is absent or the kernel refuses the value
     */
    void write(String path, String value);

    /** The machine this JVM runs on. */
    static HostFiles real() {
        return new DirectoryHostFiles(Path.of("/"));
    }

    /** A tree recorded from some machine; {@code root} holds {@code sys/} and {@code proc/}. */
    static HostFiles recorded(Path root) {
        return new DirectoryHostFiles(root);
    }
}
