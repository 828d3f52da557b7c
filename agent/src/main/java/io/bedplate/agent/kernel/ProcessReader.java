package io.bedplate.agent.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bedplate.host.CpuSet;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.GuestPlacement.PlacedDevice;
import io.bedplate.host.PciAddress;
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
        return read(pid, List.of());
    }

    private Optional<ProcessFacts> read(long pid, List<PciAddress> functions) {
        String folder = "proc/" + pid;
        return files.read(folder + "/status").map(StatusText::new)
                .map(status -> new ProcessFacts(pid, threads(folder), memory(folder), status.lockedKib(),
                        new FunctionReader(files).read(pid, functions)));
    }

    /** The guest's process as it is now, with the functions that were claimed; empty where it has none. */
    public Optional<ProcessFacts> of(Guest guest, GuestPlacement claimed) {
        return guest.pid().isPresent()
                ? read(guest.pid().getAsLong(), claimed.devices().stream().map(PlacedDevice::address).toList())
                : Optional.empty();
    }

    private List<ProcessThread> threads(String folder) {
        var groups = new ControlGroups(files, folder);
        var threads = new ArrayList<ProcessThread>();
        for (String tid : files.list(folder + "/task")) {
            thread(folder + "/task/" + tid, Integer.parseInt(tid), groups).ifPresent(threads::add);
        }
        return threads;
    }

    /** Empty for a thread that ended between listing and reading. */
    private Optional<ProcessThread> thread(String folder, int tid, ControlGroups groups) {
        var text = files.read(folder + "/status");
        var parsed = files.read(folder + "/stat").flatMap(ThreadStat::parse);
        if (text.isEmpty() || parsed.isEmpty()) {
            return Optional.empty();
        }
        var status = new StatusText(text.get());
        var stat = parsed.get();
        var role = stat.isWorkerOfKernel() ? new ThreadRole.Worker() : ThreadRole.ofName(stat.name());
        return Optional.of(new ProcessThread(tid, stat.name(), role, status.allowedCpus(), status.allowedCells(),
                stat.fifo(), stat.priority(), groups.of(role)));
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
}
