package io.bedplate.libvirt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

import io.bedplate.host.files.HostFiles;

/**
 * Finds QEMU's processes by the UUID on their command lines. libvirt has no call for a guest's pid, and its pid files lie
 * where a private libvirtd's configuration puts them. Only where a machine has two processes of one guest, as when it
 * migrates from one libvirtd to another there, those files are asked.
 */
final class GuestProcesses {
    private static final Pattern PID = Pattern.compile("[1-9]\\d{0,18}");
    /** An argument of QEMU and the next; arguments end in NUL. */
    private static final String OPTION = "\0-uuid\0";
    private static final String PID_FILES = "run/libvirt/qemu";

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
                files.read("proc/" + name + "/cmdline").flatMap(GuestProcesses::guest)
                        .ifPresent(guest -> pids.merge(guest, Long.parseLong(name), this::ours));
            }
        }
        return pids;
    }

    private long ours(long one, long other) {
        boolean known = files.list(PID_FILES).stream().filter(name -> name.endsWith(".pid"))
                .anyMatch(name -> files.readNumber(PID_FILES + "/" + name).equals(OptionalLong.of(one)));
        return known ? one : other;
    }

    private static Optional<UUID> guest(String commandLine) {
        int at = commandLine.indexOf(OPTION);
        if (at < 0) {
            return Optional.empty();
        }
        int start = at + OPTION.length();
        int end = commandLine.indexOf('\0', start);
        try {
            return Optional.of(UUID.fromString(commandLine.substring(start, end < 0 ? commandLine.length() : end)));
        } catch (IllegalArgumentException _) {
            // Some other program's -uuid.
            return Optional.empty();
        }
    }
}
