package io.bedplate.nfv;

import java.util.Optional;

import io.bedplate.host.PciDeviceType;
import io.bedplate.sriov.PciNumaPolicy;

/**
 * A device wish as a port or an alias states it, before the flavor's policy is applied.
 *
 * @param vendorId    four lower-case hexadecimal digits; empty = any
 * @param productId   likewise
 * @param type        empty = VF where the ids match VFs, else any
 * @param count       at least 1
 * @param portPolicy  said by the port or the request itself: goes before flavor and image
 * @param aliasPolicy said by the operator's alias: goes after flavor and image
 */
public record PciWish(Optional<String> vendorId, Optional<String> productId, Optional<PciDeviceType> type, int count,
        Optional<PciNumaPolicy> portPolicy, Optional<PciNumaPolicy> aliasPolicy) {
    public PciWish {
        if (count < 1) {
            throw new IllegalArgumentException("PCI wish: count %d, wanted at least 1".formatted(count));
        }
    }
}
