package io.bedplate.libvirt;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.files.HostFiles;

/**
 * Tells when no thread of one process can ever run again: earlier than that it has been reaped, and earlier than its
 * memory is free.
 *
 * @param started which process of that number it is: ticks after the boot
 */
record ProcessEnd(HostFiles files, long pid, String started) {
    // Behind the name of the program in /proc/PID/stat, which may have anything in it (proc_pid_stat(5)).
    private static final int STATE = 0;
    private static final int FLAGS = 6;
    private static final int STARTED = 19;
    /** PF_EXITING of include/linux/sched.h: it is in the kernel, to end, and does not come back from there. */
    private static final long EXITING = 4;

    /** Empty where there is no such process. */
    static Optional<ProcessEnd> of(HostFiles files, long pid) {
        return fields(files, "proc/" + pid).map(fields -> new ProcessEnd(files, pid, fields.get(STARTED)));
    }

    private static Optional<List<String>> fields(HostFiles files, String folder) {
        return files.read(folder + "/stat")
                .map(stat -> List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)))
                .filter(fields -> fields.size() > STARTED);
    }

    boolean isOver() {
        var folder = "proc/" + pid;
        var itself = fields(files, folder);
        if (itself.isEmpty() || !itself.get().get(STARTED).equals(started)) {
            return true;
        }
        var threads = files.list(folder + "/task");
        return threads.stream().allMatch(tid -> isExiting(folder + "/task/" + tid))
                // Whoever exits makes no other thread, but may have made one just before.
                && new HashSet<>(threads).containsAll(files.list(folder + "/task"));
    }

    private boolean isExiting(String task) {
        return fields(files, task).map(fields -> "ZX".contains(fields.get(STATE))
                || (Long.parseLong(fields.get(FLAGS)) & EXITING) != 0).orElse(true);
    }
}
