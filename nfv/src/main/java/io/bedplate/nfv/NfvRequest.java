package io.bedplate.nfv;

import java.util.List;
import java.util.SortedSet;

import io.bedplate.host.CpuSet;
import io.bedplate.hugepages.PageSizeWish;
import io.bedplate.numa.CpuPolicy;
import io.bedplate.numa.CpuThreadPolicy;
import io.bedplate.numa.CpuTopologyWish;
import io.bedplate.numa.EmulatorThreadPolicy;
import io.bedplate.numa.GuestCell;
import io.bedplate.sriov.PciRequest;

/**
 * What a guest asks of one host, all words of flavor, image and ports resolved. Never changed by planning.
 *
 * @param vcpus               at least 1
 * @param memoryKib           of the whole guest
 * @param cells               guest cells ascending by id; empty = no NUMA topology, the guest floats
 * @param realtimeVcpus       vCPUs under SCHED_FIFO
 * @param pci                 device wishes, flavor aliases and ports alike
 * @param physicalNetworks    each must be near one of the chosen cells, where the host declares it
 * @param tunneled            likewise for the tunnel endpoint
 * @param cpuAllocationRatio  floating vCPUs per shared pCPU
 * @param ramAllocationRatio  small-page memory per memory there is
 */
public record NfvRequest(int vcpus, long memoryKib, CpuPolicy cpuPolicy, CpuThreadPolicy threadPolicy,
        EmulatorThreadPolicy emulatorThreads, IoThreadWish ioThreads, CpuSet realtimeVcpus, boolean lockedMemory,
        PageSizeWish pageSize, CpuTopologyWish topology, List<GuestCell> cells, List<PciRequest> pci,
        SortedSet<String> physicalNetworks, boolean tunneled, double cpuAllocationRatio, double ramAllocationRatio) {

    public NfvRequest {
        cells = List.copyOf(cells);
        pci = List.copyOf(pci);
    }
}
