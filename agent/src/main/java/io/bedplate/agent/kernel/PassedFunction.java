package io.bedplate.agent.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PciAddress;

/**
 * A PCI function as the kernel has it for a process.
 *
 * @param driver     that it is bound to; empty = none
 * @param iommuGroup number; empty where the host has no IOMMU
 * @param held       the process has the function's group, or its device, of VFIO open
 * @param cell       {@code numa_node}; empty = the host does not say
 * @param interrupts those that VFIO has for it, ascending by number
 */
public record PassedFunction(PciAddress address, Optional<String> driver, Optional<String> iommuGroup, boolean held,
        OptionalInt cell, List<Interrupt> interrupts) {
    public PassedFunction {
        interrupts = List.copyOf(interrupts);
    }

    /**
     * An interrupt line.
     *
     * @param cpus {@code /proc/irq/N/effective_affinity_list}: where the kernel delivers it
     */
    public record Interrupt(int number, CpuSet cpus) {}
}
