package io.bedplate.libvirt;

import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;
import io.bedplate.host.files.SimulatedHostFiles;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes as /proc has them. */
final class ProcessEndTests {
    private static final long RUNNING = 0x400100;
    private static final long EXITING = 0x400104;

    private final SimulatedHostFiles files = HostTree.parse("").simulated();

    @BeforeEach
    void twoThreads() {
        thread(71, "S", RUNNING);
        thread(72, "R", RUNNING);
        leader("S", RUNNING, 4711);
    }

    private void thread(int tid, String state, long flags) {
        files.put("proc/71/task/%d/stat".formatted(tid), new Entry.Text(stat(state, flags, 4711)));
    }

    private void leader(String state, long flags, long started) {
        files.put("proc/71/stat", new Entry.Text(stat(state, flags, started)));
    }

    /** The name of the program may look like what follows it. */
    private static String stat(String state, long flags, long started) {
        return "71 (CPU 0) Z 1) %s 1 71 71 0 -1 %d 9 0 0 0 5 6 0 0 20 0 2 0 %d 1 2 3".formatted(state, flags, started);
    }

    private ProcessEnd process() {
        return ProcessEnd.of(files, 71).orElseThrow();
    }

    @Test
    void processIsOverOnceItsLastThreadIsExiting() {
        var process = process();
        assertThat(process.isOver()).isFalse();
        leader("Z", EXITING, 4711);
        thread(71, "Z", EXITING);
        assertThat(process.isOver()).as("its leader has ended, and a vCPU may run").isFalse();
        thread(72, "D", EXITING);
        assertThat(process.isOver()).isTrue();
    }

    @Test
    void zombieThatNobodyReapsIsOver() {
        var process = process();
        files.remove("proc/71/task/72");
        leader("Z", RUNNING, 4711);
        thread(71, "Z", RUNNING);
        assertThat(process.isOver()).isTrue();
    }

    @Test
    void goneProcessIsOverAlsoWhereAnotherHasItsNumber() {
        var process = process();
        leader("S", RUNNING, 4712);
        assertThat(process.isOver()).isTrue();
        files.remove("proc/71");
        assertThat(process.isOver()).isTrue();
        assertThat(ProcessEnd.of(files, 71)).isEqualTo(Optional.empty());
    }
}
