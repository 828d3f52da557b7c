package io.bedplate.fake;

import java.util.Optional;

/** PCI functions that a guest holds have the driver of VFIO, as libvirt binds them. */
final class HeldFunctions {
    private static final String FOLDER = "sys/bus/pci/devices/";
    private static final String DRIVER = "/driver";

    private HeldFunctions() {}

    /** Where the link to the driver of a held function leads; empty for every other path. */
    static Optional<String> driverLink(String path, SimulatedHost host) {
        return path.startsWith(FOLDER) && path.endsWith(DRIVER) && isHeld(path, host)
                ? Optional.of("../../../bus/pci/drivers/vfio-pci")
                : Optional.empty();
    }

    private static boolean isHeld(String path, SimulatedHost host) {
        var address = path.substring(FOLDER.length(), path.length() - DRIVER.length());
        return host.functionsInUse().stream().anyMatch(function -> function.toString().equals(address));
    }
}
