package io.bedplate.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One PCI function that is no bridge.
 *
 * @param vendorId   four hexadecimal digits, lower case
 * @param productId  four hexadecimal digits, lower case
 * @param cell       the NUMA cell it hangs on; empty where firmware does not say (-1 in {@code numa_node})
 * @param totalVfs   {@code sriov_totalvfs} of a PF, else 0
 * @param vfs        the VFs a PF has now, ascending
 * @param parent     the PF of a VF
 * @param driver     the bound kernel driver
 * @param iommuGroup number of its IOMMU group
 * @param netDevice  name of its network interface, where it has one
 */
public record PciDevice(PciAddress address, String vendorId, String productId, OptionalInt cell, PciDeviceType type,
        int totalVfs, List<PciAddress> vfs, Optional<PciAddress> parent, Optional<String> driver,
        OptionalInt iommuGroup, Optional<NetDevice> netDevice) {

    public PciDevice {
        vfs = vfs.stream().sorted().toList();
    }

    /**
     * The network side of a PCI function.
     *
     * @param linkUp      {@code operstate} is up
     * @param switchId    {@code phys_switch_id} of a port in switchdev mode
     * @param representor for a VF whose PF is in switchdev mode, the interface that stands for it on the host
     */
    public record NetDevice(String name, boolean linkUp, Optional<String> switchId, Optional<String> representor) {}
}
