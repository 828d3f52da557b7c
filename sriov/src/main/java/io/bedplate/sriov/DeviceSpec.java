package io.bedplate.sriov;

import java.util.Map;
import java.util.Optional;

import io.bedplate.host.PciDevice;

/**
 * One entry of the operator's list of PCI functions that guests may have, as in Nova's {@code [pci]device_spec}. An entry
 * with the address of one PF also means its VFs.
 */
public final class DeviceSpec {
    private static final int ANY = -1;

    private final int vendorId;
    private final int productId;
    private final AddressPattern address;
    private final boolean oneAddress;
    private final Map<String, String> tags;

    private DeviceSpec(int vendorId, int productId, AddressPattern address, Map<String, String> tags) {
        this.vendorId = vendorId;
        this.productId = productId;
        this.address = address;
        this.oneAddress = address.isOneAddress();
        this.tags = Map.copyOf(tags);
    }

    /**
     * An entry; what is empty matches anything.
     *
     * @param vendorId  four hexadecimal digits, likewise {@code productId}
     * @param tags      what the operator says of the devices ({@code physical_network}, {@code trusted}, ...)
     * @throws IllegalArgumentException naming an id that is none
     */
    public static DeviceSpec of(Optional<String> vendorId, Optional<String> productId, AddressPattern address,
            Map<String, String> tags) {
        return new DeviceSpec(vendorId.map(DeviceSpec::id).orElse(ANY), productId.map(DeviceSpec::id).orElse(ANY),
                address, tags);
    }

    static int id(String text) {
        if (!text.matches("[0-9a-fA-F]{4}")) {
            throw new IllegalArgumentException("PCI id \"%s\": wanted four hexadecimal digits".formatted(text));
        }
        return Integer.parseInt(text, 16);
    }

    public Map<String, String> tags() {
        return tags;
    }

    public boolean matches(PciDevice device) {
        return matches(device, id(device.vendorId()), id(device.productId()));
    }

    boolean matches(PciDevice device, int vendor, int product) {
        return (vendorId == ANY || vendorId == vendor) && (productId == ANY || productId == product)
                && (address.matches(device.address()) || (oneAddress && isParent(device)));
    }

    private boolean isParent(PciDevice vf) {
        return vf.parent().isPresent() && address.matches(vf.parent().get());
    }
}
