package io.bedplate.sriov.sysfs;

import java.util.Optional;

import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostFiles;

/**
 * Binds a PCI function to a driver. Uses {@code driver_override}, which touches this one function, where {@code new_id}
 * would catch every function of its kind (Documentation/ABI/testing/sysfs-bus-pci).
 */
public final class DriverBinding {
    // The kernel clears an override on a newline, and refuses an empty write.
    private static final String NO_OVERRIDE = "\n";

    private DriverBinding() {}

    /**
     * Gives the function to {@code driver}, away from any other one, and returns the driver it then has; empty where none
     * took it.
     *
     * @throws io.bedplate.host.files.HostFileException if the kernel refuses
     */
    public static Optional<String> bind(HostFiles files, PciAddress address, String driver) {
        return rebind(files, address, driver);
    }

    /**
     * Gives the function back to the driver the kernel would choose and returns that one; empty where there is none.
     *
     * @throws io.bedplate.host.files.HostFileException if the kernel refuses
     */
    public static Optional<String> restore(HostFiles files, PciAddress address) {
        return rebind(files, address, NO_OVERRIDE);
    }

    /**
     * Takes the function from its driver.
     *
     * @throws io.bedplate.host.files.HostFileException if the kernel refuses
     */
    public static void unbind(HostFiles files, PciAddress address) {
        if (driver(files, address).isPresent()) {
            files.write(PciFunctions.folder(address) + "driver/unbind", address.toString());
        }
    }

    private static Optional<String> rebind(HostFiles files, PciAddress address, String override) {
        if (driver(files, address).filter(override::equals).isPresent()) {
            return Optional.of(override);
        }
        files.write(PciFunctions.folder(address) + "driver_override", override);
        unbind(files, address);
        files.write("sys/bus/pci/drivers_probe", address.toString());
        return driver(files, address);
    }

    private static Optional<String> driver(HostFiles files, PciAddress address) {
        return files.linkName(PciFunctions.folder(address) + "driver");
    }
}
