package io.bedplate.libvirt.jna;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

import io.bedplate.host.CpuSet;
import io.bedplate.virt.VirtDriverException;
import io.bedplate.virt.VirtDriverException.Kind;

/** The CPUs a thread asks for itself, by sched_setaffinity(2); its cpuset narrows them further. */
public final class ThreadAffinity {
    private static final int ESRCH = 3;

    private ThreadAffinity() {}

    private interface LibC extends Library {
        LibC INSTANCE = Native.load("c", LibC.class);

        int sched_setaffinity(int tid, long bytes, byte[] mask) throws LastErrorException;
    }

    /**
     * Sets them; a thread that has ended is fine.
     *
     * @throws VirtDriverException INTERNAL with the kernel's number of the error
     */
    public static void set(int tid, CpuSet cpus) {
        // The kernel takes whole words.
        var mask = new byte[(cpus.last() / 64 + 1) * 8];
        System.arraycopy(DomainHandle.cpuMap(cpus), 0, mask, 0, cpus.last() / 8 + 1);
        try {
            LibC.INSTANCE.sched_setaffinity(tid, mask.length, mask);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != ESRCH) {
                throw new VirtDriverException(Kind.INTERNAL,
                        "thread %d cannot be put on CPUs %s: error %d".formatted(tid, cpus, e.getErrorCode()), e);
            }
        }
    }
}
