package io.bedplate.agent.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;

/**
 * Sees which threads of the whole host have run on some CPUs between two looks: their CPU time has grown, and the CPU
 * they ran on last is one of them. What is born and ends between two looks is not seen. A process whose time has not
 * grown costs one file. Not for use by several threads at once.
 */
public final class ActivityReader {
    private static final long TICK_MILLIS = 10; // USER_HZ is 100 on all architectures that KVM runs on

    private final HostFiles files;
    private Map<Long, Seen> former = Map.of();

    public ActivityReader(HostFiles files) {
        this.files = files;
    }

    private record Seen(ThreadStat process, Map<Integer, ThreadStat> threads) {}

    /** What ran there since the former look; the first look sees nothing. */
    public List<Ran> look(CpuSet watched) {
        boolean first = former.isEmpty();
        var now = new HashMap<Long, Seen>();
        var ran = new ArrayList<Ran>();
        for (String name : files.list("proc")) {
            HostText.number(name).ifPresent(pid -> stat("proc/" + name).filter(ActivityReader::counts)
                    .ifPresent(process -> now.put(pid, seen(pid, process, first ? CpuSet.empty() : watched, ran))));
        }
        former = now;
        return List.copyOf(ran);
    }

    private static boolean counts(ThreadStat process) {
        return process.isMovable() || !process.isOfKernel();
    }

    private Optional<ThreadStat> stat(String folder) {
        return files.read(folder + "/stat").flatMap(ThreadStat::parse);
    }

    private Seen seen(long pid, ThreadStat process, CpuSet watched, List<Ran> ran) {
        var known = same(former.get(pid), process);
        if (known != null && known.process().ticks() == process.ticks()) {
            return known;
        }
        var threads = new HashMap<Integer, ThreadStat>();
        String folder = "proc/%d/task".formatted(pid);
        for (String tid : files.list(folder)) {
            stat(folder + "/" + tid).ifPresent(thread -> {
                int number = Integer.parseInt(tid);
                threads.put(number, thread);
                long ticks = thread.ticks() - ticksBefore(known, number, thread);
                if (ticks > 0 && watched.contains(thread.lastCpu())) {
                    ran.add(new Ran(pid, number, thread.name(), thread.isOfKernel(), thread.lastCpu(),
                            Duration.ofMillis(ticks * TICK_MILLIS), allowed(folder + "/" + tid)));
                }
            });
        }
        return new Seen(process, threads);
    }

    /** Numbers are given again to others. */
    private static @Nullable Seen same(@Nullable Seen seen, ThreadStat process) {
        return seen != null && seen.process().born() == process.born() ? seen : null;
    }

    private static long ticksBefore(@Nullable Seen known, int tid, ThreadStat thread) {
        var before = known == null ? null : known.threads().get(tid);
        return before != null && before.born() == thread.born() ? before.ticks() : 0;
    }

    private CpuSet allowed(String folder) {
        return files.read(folder + "/status").map(text -> new ProcessReader.StatusText(text).allowedCpus())
                .orElse(CpuSet.empty());
    }
}
