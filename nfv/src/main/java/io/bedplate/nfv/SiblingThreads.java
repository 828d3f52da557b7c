package io.bedplate.nfv;

import java.util.Arrays;
import java.util.List;

import io.bedplate.host.GuestCpuTopology;
import io.bedplate.host.GuestPlacement.PlacedCell;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologies;

/**
 * Which sockets, cores and threads a guest with the thread policy {@code require} sees: its vCPUs lie on sibling threads,
 * and its scheduler can spare them only if it knows. Where flavor or image name a number of threads, that holds.
 */
final class SiblingThreads {
    private static final int NONE = -1;
    private final NfvRequest request;
    /** The host core of each vCPU; {@link #NONE} for one that floats. */
    private final int[] cores;
    private final int widest;

    private SiblingThreads(NfvRequest request, List<PlacedCell> cells, HostLayout layout) {
        this.request = request;
        widest = layout.cpus.widestCore();
        cores = new int[request.vcpus()];
        Arrays.fill(cores, NONE);
        for (var cell : cells) {
            int index = layout.indexOf(cell.hostCell());
            cell.pinning().forEach((vcpu, pcpu) -> cores[vcpu] = layout.cpus.coreOf(index, pcpu));
        }
    }

    /** What is seen instead of {@code plain}, which regards the wishes only. */
    static GuestCpuTopology seen(NfvRequest request, List<PlacedCell> cells, HostLayout layout,
            GuestCpuTopology plain) {
        if (request.threadPolicy() != CpuThreadPolicy.REQUIRE || request.topology().threads().isPresent()) {
            return plain;
        }
        return new SiblingThreads(request, cells, layout).topology(plain);
    }

    /** With the most threads to a core of which all are on one core of the host. */
    private GuestCpuTopology topology(GuestCpuTopology plain) {
        int most = Math.min(widest, request.topology().maxThreads().orElse(Integer.MAX_VALUE));
        for (int threads = Math.min(most, cores.length); threads > 1; threads--) {
            if (cores.length % threads == 0 && areTogether(threads)) {
                return CpuTopologies.choose(cores.length, request.topology().preferringThreads(threads)).orElse(plain);
            }
        }
        return plain;
    }

    private boolean areTogether(int threads) {
        for (int vcpu = 0; vcpu < cores.length; vcpu++) {
            if (cores[vcpu] == NONE || cores[vcpu] != cores[vcpu - vcpu % threads]) {
                return false;
            }
        }
        return true;
    }
}
