package io.bedplate.sriov.sysfs;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.PciAddress;
import io.bedplate.host.PciDevice;
import io.bedplate.host.files.HostFiles;

/**
 * All PCI functions of a host that are no bridges. Sources: the kernel's Documentation/ABI/testing/sysfs-bus-pci and
 * Documentation/networking/representors.rst.
 */
public final class PciFunctions {
    static final String FOLDER = "sys/bus/pci/devices/";

    private PciFunctions() {}

    /** Ascending by address. */
    public static List<PciDevice> read(HostFiles files) {
        var representors = Representors.read(files);
        return files.list(FOLDER).stream().map(PciFunctions::address).flatMap(Optional::stream).sorted()
                .map(address -> new PciFunctionFiles(files, address)).filter(PciFunctionFiles::isDevice)
                .map(function -> function.read(representors)).toList();
    }

    static String folder(PciAddress address) {
        return FOLDER + address + "/";
    }

    static Optional<PciAddress> address(String name) {
        try {
            return Optional.of(PciAddress.parse(name)).filter(address -> address.toString().equals(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
