package io.bedplate.agent.proof;

import java.time.Duration;
import java.util.List;

import io.bedplate.agent.kernel.Ran;
import io.bedplate.agent.proof.Difference.Stranger;
import io.bedplate.host.CpuSet;

/**
 * Who ran on a guest's dedicated pCPUs though it is not the guest. Whoever can run nowhere but on dedicated pCPUs was put
 * there, and so was whoever runs where the kernel's scheduler puts nobody by itself: that is a difference. Others came
 * because nothing kept them away; they, and the kernel's own threads, are remarks.
 *
 * @param dedicated pCPUs dedicated to any guest
 * @param isolated  {@code /sys/devices/system/cpu/isolated}
 * @param least     shorter runs are nobody's concern
 */
public record StrangerCheck(CpuSet dedicated, CpuSet isolated, Duration least) {
    /** What two looks give one guest. */
    public record Found(List<Difference> differences, List<Difference> remarks) {
        public static final Found NOTHING = new Found(List.of(), List.of());

        public Found {
            differences = List.copyOf(differences);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * What concerns one guest.
     *
     * @param own    pCPUs dedicated to it
     * @param pid    its process
     * @param guests processes of all guests
     */
    public Found of(CpuSet own, long pid, List<Long> guests, List<Ran> ran) {
        var strangers = ran.stream().filter(one -> own.contains(one.pcpu()) && !belongsTo(pid, one))
                .filter(one -> one.time().compareTo(least) >= 0).toList();
        return new Found(strangers.stream().filter(this::wasPut).map(one -> stranger(one, guests)).toList(),
                strangers.stream().filter(one -> !wasPut(one)).map(one -> stranger(one, guests)).toList());
    }

    /** Kernels before 6.4 run the network of a guest in threads of theirs, named after its process. */
    private static boolean belongsTo(long pid, Ran one) {
        return one.pid() == pid || (one.ofKernel() && one.name().equals("vhost-" + pid));
    }

    private boolean wasPut(Ran one) {
        return !one.ofKernel() && (isolated.contains(one.pcpu())
                || (!one.allowed().isEmpty() && dedicated.containsAll(one.allowed())));
    }

    private static Difference stranger(Ran one, List<Long> guests) {
        var kind = one.ofKernel()
                ? Stranger.Kind.KERNEL
                : guests.contains(one.pid()) ? Stranger.Kind.GUEST : Stranger.Kind.HOST;
        return new Stranger(one.pcpu(), kind, one.pid(), one.tid(), one.name(), one.allowed(), one.time());
    }
}
