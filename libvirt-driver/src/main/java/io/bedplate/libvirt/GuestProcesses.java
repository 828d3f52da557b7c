package io.bedplate.libvirt;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

import io.bedplate.host.files.HostFiles;

/**
 * Finds QEMU's processes by the UUID on their command lines. libvirt has no call for a guest's pid, and its pid files lie
 * where a private libvirtd's configuration puts them.
 */
final class GuestProcesses {
    private static final Pattern PID = Pattern.compile("[1-9]\\d{0,18}");
    /** An argument of QEMU and the next; arguments end in NUL. */
    private static final String OPTION = "\0-uuid\0";

    private final HostFiles files;

    GuestProcesses(HostFiles files) {
        this.files = files;
    }

    OptionalLong find(UUID uuid) {
        var found = all().get(uuid);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /** Every guest's process, ours or not. */
    Map<UUID, Long> all() {
        var pids = new HashMap<UUID, Long>();
        for (var name : files.list("proc")) {
            if (PID.matcher(name).matches()) {
                files.read("proc/" + name + "/cmdline").ifPresent(line -> note(line, Long.parseLong(name), pids));
            }
        }
        return pids;
    }

    private static void note(String commandLine, long pid, Map<UUID, Long> pids) {
        int at = commandLine.indexOf(OPTION);
        if (at < 0) {
            return;
        }
        int start = at + OPTION.length();
        int end = commandLine.indexOf('\0', start);
        try {
            pids.put(UUID.fromString(commandLine.substring(start, end < 0 ? commandLine.length() : end)), pid);
        } catch (IllegalArgumentException _) {
            // Some other program's -uuid.
        }
    }
}
