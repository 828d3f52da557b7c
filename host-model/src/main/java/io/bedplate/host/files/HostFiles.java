package io.bedplate.host.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.bedplate.host.CpuSet;

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

    /** A file that holds one whole decimal number from 0, as most of /sys does; empty where it holds anything else. */
    default OptionalLong readNumber(String path) {
        return read(path).map(HostText::number).orElse(OptionalLong.empty());
    }

    /** A file that holds an id from 0; empty for anything else, so also for the kernel's -1 = none. */
    default OptionalInt readId(String path) {
        return read(path).map(HostText::id).orElse(OptionalInt.empty());
    }

    /** A file that holds a CPU list ({@code 0-3,8}); empty for anything else, so also for an empty file. */
    default Optional<CpuSet> readCpus(String path) {
        return read(path).flatMap(HostText::cpus);
    }

    /** The names in a folder in natural order; empty where it is absent or no folder. */
    List<String> list(String path);

    /** The last name of a symbolic link's target, whether or not the target exists. */
    default Optional<String> linkName(String path) {
        return linkTarget(path).map(target -> target.substring(target.lastIndexOf('/') + 1));
    }

    /** A symbolic link's target as the link holds it, without slashes at its end, whether or not it exists. */
    Optional<String> linkTarget(String path);

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

    /** A machine whose root folder is seen here, such as {@code /proc/<pid>/root} for what that process sees. */
    static HostFiles seenAt(Path root) {
        return new DirectoryHostFiles(root);
    }

    /**
     * A tree recorded from some machine; {@code root} holds {@code sys/} and {@code proc/}. A link that leads out of
     * the tree is as good as dangling: what it leads to belongs to another machine.
     */
    static HostFiles recorded(Path root) {
        return new RecordedHostFiles(root);
    }
}
