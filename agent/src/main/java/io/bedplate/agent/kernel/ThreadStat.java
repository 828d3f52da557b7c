package io.bedplate.agent.kernel;

import java.util.Optional;

import io.bedplate.host.files.HostText;

/**
 * A line of /proc/PID/stat or /proc/PID/task/TID/stat (proc(5)).
 *
 * @param name      as the thread calls itself, blanks and brackets included
 * @param flags     the kernel's flags of the task (include/linux/sched.h)
 * @param ticks     CPU time, of user and kernel, in hundredths of a second; of all threads for a process
 * @param born      when it began, in ticks since the boot: tells two threads of one number apart
 * @param lastCpu   CPU it runs on, or ran on last
 * @param priority  realtime priority; 0 for an ordinary thread
 * @param policy    1 is SCHED_FIFO
 */
public record ThreadStat(String name, long flags, long ticks, long born, int lastCpu, int priority, int policy) {
    /** A thread of the kernel. */
    private static final long PF_KTHREAD = 0x0020_0000;
    /** Its CPUs cannot be changed. */
    private static final long PF_NO_SETAFFINITY = 0x0400_0000;
    /** A worker that the kernel made within a process: of io_uring, or (from 6.4) of vhost and KVM. */
    private static final long PF_IO_WORKER = 0x10;
    private static final long PF_USER_WORKER = 0x4000;

    private static final int FLAGS = 9;
    private static final int USER_TICKS = 14;
    private static final int KERNEL_TICKS = 15;
    private static final int BORN = 22;
    private static final int LAST_CPU = 39;
    private static final int PRIORITY = 40;
    private static final int POLICY = 41;

    /** Empty for a line that ends too soon. */
    public static Optional<ThreadStat> parse(String stat) {
        // The name may hold blanks and brackets, so fields are counted from the last closing bracket.
        int opening = stat.indexOf('(');
        int closing = stat.lastIndexOf(')');
        if (opening < 0 || closing < opening) {
            return Optional.empty();
        }
        var fields = new long[POLICY + 1];
        int at = closing + 2;
        for (int field = 3; field <= POLICY; field++) {
            if (at >= stat.length()) {
                return Optional.empty();
            }
            int end = stat.indexOf(' ', at);
            end = end < 0 ? stat.length() : end;
            fields[field] = HostText.number(stat.substring(at, end)).orElse(0);
            at = end + 1;
        }
        return Optional.of(new ThreadStat(stat.substring(opening + 1, closing), fields[FLAGS],
                fields[USER_TICKS] + fields[KERNEL_TICKS], fields[BORN], (int) fields[LAST_CPU],
                (int) fields[PRIORITY], (int) fields[POLICY]));
    }

    boolean fifo() {
        return policy == 1;
    }

    public boolean isOfKernel() {
        return (flags & PF_KTHREAD) != 0;
    }

    public boolean isMovable() {
        return (flags & PF_NO_SETAFFINITY) == 0;
    }

    boolean isWorkerOfKernel() {
        return (flags & (PF_IO_WORKER | PF_USER_WORKER)) != 0;
    }
}
