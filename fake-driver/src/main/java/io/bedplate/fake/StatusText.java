package io.bedplate.fake;

import io.bedplate.fake.SimulatedProcess.Role;
import io.bedplate.fake.SimulatedProcess.SimulatedThread;
import io.bedplate.virt.GuestState;

/** {@code /proc/PID/status} and that of its threads (Documentation/filesystems/proc.rst, table 1-2). */
record StatusText(SimulatedProcess process, SimulatedThread thread, GuestState state) {
    // MAX_NUMNODES of the distributions' kernels.
    private static final int MOST_CELLS = 1024;

    String text() {
        long ordinary = process.ordinaryKib();
        return """
                Name:\t%s
                Umask:\t0002
                State:\t%s
                Tgid:\t%d
                Ngid:\t0
                Pid:\t%d
                PPid:\t1
                TracerPid:\t0
                Uid:\t64055\t64055\t64055\t64055
                Gid:\t64055\t64055\t64055\t64055
                FDSize:\t128
                VmPeak:\t%8d kB
                VmSize:\t%8d kB
                VmLck:\t%8d kB
                VmPin:\t%8d kB
                VmHWM:\t%8d kB
                VmRSS:\t%8d kB
                VmSwap:\t%8d kB
                HugetlbPages:\t%8d kB
                CoreDumping:\t0
                THP_enabled:\t1
                Threads:\t%d
                NoNewPrivs:\t0
                Seccomp:\t2
                Cpus_allowed:\t%s
                Cpus_allowed_list:\t%s
                Mems_allowed:\t%s
                Mems_allowed_list:\t%s
                voluntary_ctxt_switches:\t0
                nonvoluntary_ctxt_switches:\t0""".formatted(thread.name(), stateText(thread, state), process.pid(),
                thread.tid(), ordinary + process.hugeKib(), ordinary + process.hugeKib(), process.lockedKib(), 0,
                ordinary, ordinary, 0, process.hugeKib(), process.threads().size(),
                CpuMask.format(thread.pcpus(), process.cpuBits()), thread.pcpus(),
                CpuMask.format(thread.cells(), MOST_CELLS),
                thread.cells());
    }

    /** vCPUs of a running guest run; all else sleeps. */
    static String stateText(SimulatedThread thread, GuestState state) {
        return thread.role() instanceof Role.Vcpu && state == GuestState.RUNNING ? "R (running)" : "S (sleeping)";
    }
}
