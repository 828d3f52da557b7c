package io.bedplate.nfv;

import java.util.Optional;

import io.bedplate.host.PciDeviceType;
import io.bedplate.sriov.PciNumaPolicy;

/**
 * A kind of PCI device that flavors may ask for by name, as in Nova's {@code [pci]alias}.
 *
 * @param vendorId   four lower-case hexadecimal digits; empty = any
 * @param productId  likewise
 * @param type       empty = VF where the ids match VFs, else any
 * @param numaPolicy holds where neither flavor nor image says one
 */
public record PciAlias(String name, Optional<String> vendorId, Optional<String> productId,
        Optional<PciDeviceType> type, Optional<PciNumaPolicy> numaPolicy) {

    /** The same under another name. */
    public PciAlias named(String other) {
        return new PciAlias(other, vendorId, productId, type, numaPolicy);
    }

    PciWish wish(int count) {
        return new PciWish(vendorId, productId, type, count, Optional.empty(), numaPolicy);
    }
}
