package io.bedplate.agent.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;
import io.bedplate.virt.Guest;

/** Reads one process from /proc. */
public final class ProcessReader {
    private final HostFiles files;

    public ProcessReader(HostFiles files) {
        this.files = files;
    }

    /** The process as it is now; empty where it is gone. */
    public Optional<ProcessFacts> read(long pid) {
        String folder = "proc/" + pid;
        return files.read(folder + "/status").map(StatusText::new)
                .map(status -> new ProcessFacts(pid, threads(folder), memory(folder), status.lockedKib()));
    }

    /** The guest's process as it is now; empty where it has none. */
    public Optional<ProcessFacts> of(Guest guest) {
        return guest.pid().isPresent() ? read(guest.pid().getAsLong()) : Optional.empty();
    }

    private List<ProcessThread> threads(String folder) {
        var threads = new ArrayList<ProcessThread>();
        for (String tid : files.list(folder + "/task")) {
            thread(folder + "/task/" + tid, Integer.parseInt(tid)).ifPresent(threads::add);
        }
        return threads;
    }

    /** Empty for a thread that ended between listing and reading. */
    private Optional<ProcessThread> thread(String folder, int tid) {
        var text = files.read(folder + "/status");
        var stat = files.read(folder + "/stat");
        if (text.isEmpty() || stat.isEmpty()) {
            return Optional.empty();
        }
        var status = new StatusText(text.get());
        var scheduling = Scheduling.ofStat(stat.get());
        // status escapes the name, comm does not.
        String name = files.read(folder + "/comm").orElse("");
        return Optional.of(new ProcessThread(tid, name, ThreadRole.ofName(name), status.allowedCpus(),
                status.allowedCells(), scheduling.fifo(), scheduling.priority()));
    }

    private List<MemoryArea> memory(String folder) {
        return files.read(folder + "/numa_maps").stream().flatMap(String::lines).map(NumaMapsLine::parse)
                .flatMap(Optional::stream).toList();
    }

    /** The lines of a status file that matter here. */
    record StatusText(String text) {
        CpuSet allowedCpus() {
            return CpuSet.parse(value("Cpus_allowed_list:"));
        }

        CpuSet allowedCells() {
            return CpuSet.parse(value("Mems_allowed_list:"));
        }

        long lockedKib() {
            String value = value("VmLck:").replace("kB", "").strip();
            return value.isEmpty() ? 0 : Long.parseLong(value);
        }

        private String value(String key) {
            int at = text.indexOf('\n' + key);
            if (at < 0) {
                return "";
            }
            int end = text.indexOf('\n', at + 1);
            return text.substring(at + 1 + key.length(), end < 0 ? text.length() : end).strip();
        }
    }

    /** Policy and priority of a thread. */
    record Scheduling(boolean fifo, int priority) {
        private static final int FIRST_FIELD_AFTER_NAME = 3;
        private static final int PRIORITY_FIELD = 40;
        private static final int POLICY_FIELD = 41;
        private static final String SCHED_FIFO = "1";

        /** The name may hold blanks and brackets, so fields are counted from the last closing bracket. */
        static Scheduling ofStat(String stat) {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields.length <= POLICY_FIELD - FIRST_FIELD_AFTER_NAME) {
                return new Scheduling(false, 0);
            }
            return new Scheduling(fields[POLICY_FIELD - FIRST_FIELD_AFTER_NAME].equals(SCHED_FIFO),
                    Integer.parseInt(fields[PRIORITY_FIELD - FIRST_FIELD_AFTER_NAME]));
        }
    }
}
