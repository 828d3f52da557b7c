package io.bedplate.sriov;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.PciDevice;

/** The operator's list of PCI functions that guests may have; the first entry that matches counts. */
public final class DeviceSpecs {
    private final DeviceSpec[] specs;

    private DeviceSpecs(List<DeviceSpec> specs) {
        this.specs = specs.toArray(DeviceSpec[]::new);
    }

    public static DeviceSpecs of(List<DeviceSpec> specs) {
        return new DeviceSpecs(specs);
    }

    /** The entry that offers a function to guests, if any does. */
    public Optional<DeviceSpec> match(PciDevice device) {
        int vendor = Integer.parseInt(device.vendorId(), 16);
        int product = Integer.parseInt(device.productId(), 16);
        for (var spec : specs) {
            if (spec.matches(device, vendor, product)) {
                return Optional.of(spec);
            }
        }
        return Optional.empty();
    }
}
