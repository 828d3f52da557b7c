package io.bedplate.numa.sysfs;

import java.util.regex.Pattern;

import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;

/** {@code MemTotal} of a node or of the whole host, in KiB; 0 where it cannot be read. */
final class Memory {
    private static final Pattern TOTAL = Pattern.compile("(?m)^(?:Node \\d+ )?MemTotal:\\s*(\\d+) kB\\s*$");

    private Memory() {}

    static long ofHost(HostFiles files) {
        return total(files, "proc/meminfo");
    }

    /** Where the host has but one node, all its memory is that node's. */
    static long ofNode(HostFiles files, int id, boolean onlyNode) {
        long kib = total(files, NodeFolders.FOLDER + "node" + id + "/meminfo");
        return kib == 0 && onlyNode ? ofHost(files) : kib;
    }

    private static long total(HostFiles files, String path) {
        var match = TOTAL.matcher(files.read(path).orElse(""));
        return match.find() ? HostText.number(match.group(1)).orElse(0) : 0;
    }
}
