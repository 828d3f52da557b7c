package io.bedplate.sriov.sysfs;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.PciDevice.NetDevice;
import io.bedplate.host.PciDeviceType;
import io.bedplate.host.files.HostFiles;
import io.bedplate.host.files.HostText;

/** The folder of one PCI function. */
final class PciFunctionFiles {
    private static final Pattern ID = Pattern.compile("0x([0-9a-f]{4})");
    private static final Pattern CLASS = Pattern.compile("0x([0-9a-f]{2})[0-9a-f]{4}");
    private static final String BRIDGE = "06";
    // PCI Express SR-IOV: NumVFs is 16 bits wide.
    private static final int MOST_VFS = 0xffff;

    private final HostFiles files;
    private final PciAddress address;
    private final String folder;
    // One look at the folder spares a futile one at each of the many files that most functions do not have.
    private final Set<String> names;

    PciFunctionFiles(HostFiles files, PciAddress address) {
        this.files = files;
        this.address = address;
        this.folder = PciFunctions.folder(address);
        this.names = new LinkedHashSet<>(files.list(folder));
    }

    /** Known to be no bridge: by its class, or by its ids where the class cannot be read. */
    boolean isDevice() {
        return firstGroup(CLASS, "class").map(baseClass -> !baseClass.equals(BRIDGE))
                .orElseGet(() -> !id("vendor").isEmpty() && !names.contains("secondary_bus_number"));
    }

    PciDevice read(Representors representors) {
        var parent = parent();
        var vfs = virtualFunctions(files, address, names).stream().map(VirtualFunction::address).toList();
        int totalVfs = totalVfs();
        var type = parent.isPresent() || names.contains("physfn")
                ? PciDeviceType.VF
                : totalVfs > 0 || !vfs.isEmpty() ? PciDeviceType.PF : PciDeviceType.PCI;
        return new PciDevice(address, id("vendor"), id("device"), files.readId(folder + "numa_node"), type, totalVfs,
                vfs, parent, linkName("driver"), iommuGroup(),
                NetDevices.of(files, folder, names).map(name -> netDevice(name, parent, representors)));
    }

    private int totalVfs() {
        int total = names.contains("sriov_totalvfs") ? files.readId(folder + "sriov_totalvfs").orElse(0) : 0;
        return total <= MOST_VFS ? total : 0;
    }

    private Optional<PciAddress> parent() {
        return linkName("physfn").flatMap(PciFunctions::address);
    }

    private OptionalInt iommuGroup() {
        return linkName("iommu_group").map(HostText::id).orElse(OptionalInt.empty());
    }

    private Optional<String> linkName(String file) {
        return names.contains(file) ? files.linkName(folder + file) : Optional.empty();
    }

    private NetDevice netDevice(String name, Optional<PciAddress> parent, Representors representors) {
        return new NetDevice(name, NetDevices.linkUp(files, name), NetDevices.switchId(files, name),
                parent.flatMap(pf -> representors.of(files, pf, address)));
    }

    /** Empty where unknown. */
    private String id(String file) {
        return firstGroup(ID, file).orElse("");
    }

    private Optional<String> firstGroup(Pattern pattern, String file) {
        var match = pattern.matcher(files.read(folder + file).orElse(""));
        return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
    }

    /** A VF as its PF names it: {@code virtfn<index>} is a link to it. */
    record VirtualFunction(int index, PciAddress address) {}

    static List<VirtualFunction> virtualFunctions(HostFiles files, PciAddress pf) {
        return virtualFunctions(files, pf, files.list(PciFunctions.folder(pf)));
    }

    private static List<VirtualFunction> virtualFunctions(HostFiles files, PciAddress pf, Collection<String> names) {
        String folder = PciFunctions.folder(pf);
        return names.stream().filter(name -> name.startsWith("virtfn"))
                .flatMap(name -> HostText.id(name.substring("virtfn".length())).stream().boxed())
                .flatMap(index -> files.linkName(folder + "virtfn" + index).flatMap(PciFunctions::address).stream()
                        .map(vf -> new VirtualFunction(index, vf)))
                .toList();
    }
}
