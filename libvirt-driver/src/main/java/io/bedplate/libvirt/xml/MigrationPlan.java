package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.bedplate.host.CpuSet;
import io.bedplate.host.PageSize;
import io.bedplate.host.PciAddress;

/**
 * Where a guest's parts go on the destination host.
 *
 * @param pinning      vCPU to pCPU
 * @param emulatorCpus pCPUs of the hypervisor's own threads, and of the I/O threads; empty = as before
 * @param cells        guest cell to host cell
 * @param pageSizes    by guest cell
 * @param pci          source to destination function
 * @param disks        source to destination path of images, backing images too
 * @param listen       address of screens and of consoles over TCP
 * @param interfaces   where interfaces are plugged in
 */
public record MigrationPlan(Map<Integer, Integer> pinning, CpuSet emulatorCpus, Map<Integer, Integer> cells,
        Map<Integer, PageSize> pageSizes, Map<PciAddress, PciAddress> pci, Map<String, String> disks,
        Optional<String> listen, List<Port> interfaces) {
    public MigrationPlan {
        pinning = Map.copyOf(pinning);
        cells = Map.copyOf(cells);
        pageSizes = Map.copyOf(pageSizes);
        pci = Map.copyOf(pci);
        disks = Map.copyOf(disks);
        interfaces = List.copyOf(interfaces);
    }

    /**
     * One interface.
     *
     * @param hostDevice a device's name, a PCI function or a socket, as the interface's type has it
     */
    public record Port(String mac, String hostDevice) {}
}
