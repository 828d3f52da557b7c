package io.bedplate.agent.kernel;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.bedplate.host.CpuSet;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;
import io.bedplate.host.files.SimulatedHostFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Processes whose times a test sets. */
final class ActivityReaderTests {
    private static final long KERNEL = 0x0020_0000;
    private static final long BOUND = 0x0420_0000;
    private static final CpuSet WATCHED = CpuSet.of(3);

    private final SimulatedHostFiles files = HostTree.parse("/proc/uptime = 1 1\n").simulated();
    private final ActivityReader activity = new ActivityReader(files);

    private static String stat(String name, long flags, long ticks, long born, int cpu) {
        return "1 (%s) R 1 1 1 0 -1 %d 0 0 0 0 %d 0 0 0 20 0 1 0 %d 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 %d 0 0".formatted(
                name, flags, ticks, born, cpu);
    }

    /** A process of one thread. */
    private void process(int pid, String name, long flags, long ticks, int cpu) {
        process(pid, name, flags, ticks, cpu, 100);
    }

    private void process(int pid, String name, long flags, long ticks, int cpu, long born) {
        for (String folder : List.of("proc/" + pid, "proc/%d/task/%d".formatted(pid, pid))) {
            files.put(folder + "/stat", new Entry.Text(stat(name, flags, ticks, born, cpu)));
            files.put(folder + "/status", new Entry.Text("Name:\tx\nCpus_allowed_list:\t3-5"));
        }
    }

    @BeforeEach
    void theFirstLookSeesNothing() {
        process(10, "busy", 0, 500, 3);
        process(20, "ksoftirqd/3", BOUND, 500, 3);
        process(30, "kswapd0", KERNEL, 500, 3);
        assertThat(activity.look(WATCHED)).isEmpty();
    }

    @Test
    void whoeverRanThereIsSeenWithHisTime() {
        process(10, "busy", 0, 598, 3);
        process(30, "kswapd0", KERNEL, 502, 3);

        assertThat(activity.look(WATCHED)).containsExactly(
                new Ran(10, 10, "busy", false, 3, Duration.ofMillis(980), CpuSet.range(3, 5)),
                new Ran(30, 30, "kswapd0", true, 3, Duration.ofMillis(20), CpuSet.range(3, 5)));
        assertThat(activity.look(WATCHED)).isEmpty();
    }

    @Test
    void whoeverOnlyMayRunThereOrRanElsewhereIsNot() {
        process(10, "busy", 0, 598, 4);
        assertThat(activity.look(WATCHED)).isEmpty();
        process(10, "busy", 0, 598, 3);
        assertThat(activity.look(WATCHED)).isEmpty();
    }

    @Test
    void threadsOfTheKernelThatCannotBeMovedAreNot() {
        process(20, "ksoftirqd/3", BOUND, 900, 3);
        assertThat(activity.look(WATCHED)).isEmpty();
    }

    @Test
    void allTimeOfAProcessThatIsNewCounts() {
        process(40, "new", 0, 7, 3);
        process(10, "reborn", 0, 9, 3, 2000);

        assertThat(activity.look(WATCHED)).extracting(Ran::name, one -> one.time().toMillis())
                .containsExactly(tuple("reborn", 90L),
                        tuple("new", 70L));
    }

    @Test
    void ofManyThreadsOnlyThoseThatRanThereAreSeen() {
        process(10, "busy", 0, 600, 4);
        files.put("proc/10/task/11/stat", new Entry.Text(stat("worker", 0, 50, 100, 3)));

        assertThat(activity.look(WATCHED)).extracting(Ran::tid).containsExactly(11);
    }

    /** This very process, which has run since the first look. */
    @Test
    void readsTheRunningKernel() {
        var real = new ActivityReader(HostFiles.real());
        var all = CpuSet.range(0, CpuSet.LIMIT - 1);
        real.look(all);
        long self = ProcessHandle.current().pid();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        boolean seen = false;
        while (!seen && System.nanoTime() < end) {
            seen = real.look(all).stream().anyMatch(one -> one.pid() == self);
        }
        assertThat(seen).isTrue();
    }
}
