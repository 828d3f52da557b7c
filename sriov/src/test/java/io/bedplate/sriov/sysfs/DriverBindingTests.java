package io.bedplate.sriov.sysfs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.bedplate.host.PciAddress;
import io.bedplate.host.files.HostTree;
import io.bedplate.host.files.HostTree.Entry;
import io.bedplate.host.files.SimulatedHostFiles;

import static org.assertj.core.api.Assertions.assertThat;

final class DriverBindingTests {
    private static final PciAddress VF = PciAddress.parse("0000:41:10.0");
    private static final String FOLDER = "sys/bus/pci/devices/0000:41:10.0/";

    private final SimulatedHostFiles files = HostTree.parse("""
            /sys/bus/pci/devices/0000:41:10.0/driver_override = (null)
            /sys/bus/pci/devices/0000:41:10.0/driver -> ../../drivers/igbvf
            /sys/bus/pci/drivers/igbvf/unbind =
            /sys/bus/pci/drivers/vfio-pci/unbind =
            /sys/bus/pci/drivers_probe =
            """).simulated();

    @BeforeEach
    void bindsAsAKernelDoes() {
        for (String driver : new String[]{"igbvf", "vfio-pci"}) {
            files.onWrite("sys/bus/pci/drivers/" + driver + "/unbind", (host, _) -> host.remove(FOLDER + "driver"));
        }
        files.onWrite("sys/bus/pci/drivers_probe", (host, address) -> {
            String override = host.read("sys/bus/pci/devices/" + address + "/driver_override").orElse("");
            String driver = override.isBlank() ? "igbvf" : override;
            if (host.exists("sys/bus/pci/drivers/" + driver) && host.linkName(FOLDER + "driver").isEmpty()) {
                host.put(FOLDER + "driver", new Entry.Link("../../drivers/" + driver));
            }
        });
    }

    @Test
    void givesAFunctionToADriverAndBack() {
        assertThat(DriverBinding.bind(files, VF, "vfio-pci")).contains("vfio-pci");
        assertThat(files.linkName(FOLDER + "driver")).contains("vfio-pci");

        assertThat(DriverBinding.restore(files, VF)).contains("igbvf");
    }

    @Test
    void aFunctionThatHasTheDriverKeepsIt() {
        assertThat(DriverBinding.bind(files, VF, "igbvf")).contains("igbvf");
        assertThat(files.read(FOLDER + "driver_override")).contains("(null)");
    }

    @Test
    void saysThatNoDriverTookIt() {
        assertThat(DriverBinding.bind(files, VF, "missing")).isEmpty();
    }

    @Test
    void unbindsOnce() {
        DriverBinding.unbind(files, VF);
        DriverBinding.unbind(files, VF);

        assertThat(files.linkName(FOLDER + "driver")).isEmpty();
    }
}
