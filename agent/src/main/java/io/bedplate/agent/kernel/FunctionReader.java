package io.bedplate.agent.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.bedplate.agent.kernel.PassedFunction.Interrupt;
import io.bedplate.host.CpuSet;
import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;

/** Reads PCI functions that were passed to one process (Documentation/driver-api/vfio.rst). */
final class FunctionReader {
    private static final String VFIO = "/dev/vfio/";

    private final HostFiles files;

    FunctionReader(HostFiles files) {
        this.files = files;
    }

    /** The functions of that process, in their order. */
    List<PassedFunction> read(long pid, List<PciAddress> functions) {
        if (functions.isEmpty()) {
            return List.of();
        }
        var open = openFiles(pid);
        var interrupts = files.read("proc/interrupts").orElse("").lines().filter(line -> line.contains("vfio-"))
                .toList();
        return functions.stream().map(function -> read(function, open, interrupts)).toList();
    }

    private Set<String> openFiles(long pid) {
        String folder = "proc/%d/fd".formatted(pid);
        return files.list(folder).stream().flatMap(number -> files.linkTarget(folder + "/" + number).stream())
                .filter(target -> target.startsWith(VFIO)).collect(Collectors.toSet());
    }

    private PassedFunction read(PciAddress function, Set<String> open, List<String> interrupts) {
        String folder = "sys/bus/pci/devices/" + function;
        var group = files.linkName(folder + "/iommu_group");
        // Since 6.6 a hypervisor may open the device itself and leave the group alone.
        boolean held = group.filter(number -> open.contains(VFIO + number)).isPresent()
                || files.list(folder + "/vfio-dev").stream().anyMatch(name -> open.contains(VFIO + "devices/" + name));
        return new PassedFunction(function, files.linkName(folder + "/driver"), group, held,
                files.readId(folder + "/numa_node"), interrupts(function, interrupts));
    }

    /** Lines such as {@code  45:  0  12  PCI-MSIX-0000:3b:02.1  0-edge  vfio-msix[0](0000:3b:02.1)}. */
    private List<Interrupt> interrupts(PciAddress function, List<String> lines) {
        var interrupts = new ArrayList<Interrupt>();
        for (String line : lines) {
            if (line.endsWith("(" + function + ")")) {
                HostText.id(line.substring(0, line.indexOf(':')).strip())
                        .ifPresent(number -> interrupts.add(new Interrupt(number, deliveredTo(number))));
            }
        }
        return interrupts;
    }

    private CpuSet deliveredTo(int number) {
        String folder = "proc/irq/" + number;
        return files.readCpus(folder + "/effective_affinity_list")
                .or(() -> files.readCpus(folder + "/smp_affinity_list")).orElse(CpuSet.empty());
    }
}
