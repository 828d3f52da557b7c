package io.bedplate.fake;

import io.bedplate.fake.SimulatedProcess.SimulatedThread;
import io.bedplate.host.GuestPlacement;
import io.bedplate.virt.GuestState;

/** {@code stat} (proc(5)) and {@code sched} (kernel/sched/debug.c) of a thread. */
final class SchedulerText {
    private static final int FIFO = 1;
    private static final int REALTIME_PRIORITY = GuestPlacement.REALTIME_PRIORITY;
    private static final int TICKS_PER_PID = 100;

    private SchedulerText() {}

    static String stat(SimulatedProcess process, SimulatedThread thread, GuestState state) {
        String letter = StatusText.stateText(thread, state).substring(0, 1);
        int policy = thread.realtime() ? FIFO : 0;
        int realtime = thread.realtime() ? REALTIME_PRIORITY : 0;
        int priority = thread.realtime() ? -1 - REALTIME_PRIORITY : 20;
        long bytes = (process.ordinaryKib() + process.hugeKib()) << 10;
        return "%d (%s) %s 1 %d %d 0 -1 138412416 0 0 0 0 0 0 0 0 %d 0 %d 0 %d %d %d".formatted(thread.tid(),
                thread.name(), letter, process.pid(), process.pid(), priority, process.threads().size(),
                startTicks(process), bytes, process.ordinaryKib() / 4)
                + " 18446744073709551615 0 0 0 0 0 0 268444224 4096 16451 0 0 0 17 %d %d %d 0 0 0 0 0 0 0 0 0 0 0"
                        .formatted(thread.pcpus().first(), realtime, policy);
    }

    /** Simulated processes have no time, but a later one must have started later. */
    private static long startTicks(SimulatedProcess process) {
        return process.pid() * TICKS_PER_PID;
    }

    static String sched(SimulatedProcess process, SimulatedThread thread) {
        return """
                %s (%d, #threads: %d)
                -------------------------------------------------------------------
                nr_switches                                  :                    0
                nr_voluntary_switches                        :                    0
                nr_involuntary_switches                      :                    0
                policy                                       :%21d
                prio                                         :%21d
                current_node=%d, numa_group_id=0""".formatted(thread.name(), thread.tid(),
                process.threads().size(), thread.realtime() ? FIFO : 0,
                thread.realtime() ? 99 - REALTIME_PRIORITY : 120, thread.cells().first());
    }
}
