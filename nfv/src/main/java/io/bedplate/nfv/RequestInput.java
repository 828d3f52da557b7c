package io.bedplate.nfv;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import io.bedplate.host.Flavor;
import io.bedplate.host.ImageProperties;

/**
 * All that a request is read from, but for the meaning of the operator's {@link PciAliases}.
 *
 * @param pci                devices of ports
 * @param physicalNetworks   of the ports
 * @param tunneled           whether a port is on a tunnelled network
 * @param cpuAllocationRatio floating vCPUs per shared pCPU, above 0
 * @param ramAllocationRatio small-page memory per memory there is, above 0
 */
public record RequestInput(Flavor flavor, ImageProperties image, List<PciWish> pci,
        SortedSet<String> physicalNetworks, boolean tunneled, double cpuAllocationRatio, double ramAllocationRatio) {
    public RequestInput {
        pci = List.copyOf(pci);
        physicalNetworks = Collections.unmodifiableSortedSet(new TreeSet<>(physicalNetworks));
    }

    /** Without devices, networks and overcommitment. */
    public static RequestInput of(Flavor flavor, ImageProperties image) {
        return new RequestInput(flavor, image, List.of(), Collections.emptySortedSet(), false, 1, 1);
    }
}
