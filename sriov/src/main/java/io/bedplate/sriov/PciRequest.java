package io.bedplate.sriov;

import java.util.Optional;

import io.bedplate.host.PciDeviceType;

/**
 * A wish for devices of one kind.
 *
 * @param vendorId   four lower-case hexadecimal digits; empty = any
 * @param productId  likewise
 * @param type       empty = VF where the ids match VFs, else any
 * @param count      at least 1
 * @param numaPolicy LEGACY where nothing is said
 */
public record PciRequest(Optional<String> vendorId, Optional<String> productId, Optional<PciDeviceType> type, int count,
        PciNumaPolicy numaPolicy) {
    public PciRequest {
        if (count < 1) {
            throw new IllegalArgumentException("PCI request: count %d, wanted at least 1".formatted(count));
        }
    }
}
