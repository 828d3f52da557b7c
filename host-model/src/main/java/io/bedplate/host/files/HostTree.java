package io.bedplate.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a host as one value, and as one text that a recording fits into and a person can write by hand:
 *
 * <pre>
 * # a comment
 * /sys/devices/system/cpu/online = 0-7
 * /sys/bus/pci/devices/0000:3b:02.0/physfn -&gt; ../0000:3b:00.0
 * /sys/bus/pci/drivers/vfio-pci/
 * /proc/meminfo:
 *     MemTotal:       16333764 kB
 *     Hugepagesize:       2048 kB
 * </pre>
 *
 * The lines of a longer file are indented by four blanks. A path that ends in a slash is a folder that may be empty.
 *
 * @param entries by path without the leading slash
 */
public record HostTree(SortedMap<String, Entry> entries) {

    /** What stands at a path. */
    public sealed interface Entry {

        /** A file and its text. */
        record Text(String text) implements Entry {}

        /** A symbolic link and its target as the link holds it. */
        record Link(String target) implements Entry {}

        /** A folder, said because it may be empty. */
        record Folder() implements Entry {}
    }

    public HostTree {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException naming the line
     */
    public static HostTree parse(String text) {
        return HostTreeText.parse(text);
    }

    /** The same tree with another entry at a path. */
    public HostTree with(String path, Entry entry) {
        var changed = new TreeMap<>(entries);
        changed.put(path, entry);
        return new HostTree(changed);
    }

    /** Both trees in one; where they differ, the other one's entry stands. */
    public HostTree with(HostTree other) {
        var merged = new TreeMap<>(entries);
        merged.putAll(other.entries);
        return new HostTree(merged);
    }

    /** The same tree without a path and all below it. */
    public HostTree without(String path) {
        var rest = new TreeMap<>(entries);
        rest.keySet().removeIf(entry -> entry.equals(path) || entry.startsWith(path + "/"));
        return new HostTree(rest);
    }

    /** A simulated host with these files; writes change it, not this tree. */
    public SimulatedHostFiles simulated() {
        return new SimulatedHostFiles(this);
    }

    /**
     * Writes the tree to a folder, for {@link HostFiles#recorded}.
     *
     * @throws IOException if a file cannot be written
     */
    public void unpack(Path folder) throws IOException {
        for (var at : entries.entrySet()) {
            var path = folder.resolve(at.getKey());
            Files.createDirectories(path.getParent());
            switch (at.getValue()) {
                case Entry.Text(String text) -> Files.writeString(path, text.isEmpty() ? "" : text + "\n");
                case Entry.Link(String target) -> Files.createSymbolicLink(path, Path.of(target));
                case Entry.Folder() -> Files.createDirectories(path);
            }
        }
    }
}
