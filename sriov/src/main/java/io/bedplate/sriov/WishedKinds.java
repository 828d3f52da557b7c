package io.bedplate.sriov;

import java.util.List;
import java.util.Optional;

import io.bedplate.host.PciDeviceType;

/** Which kinds of functions serve which wishes, by ids and type alone. */
final class WishedKinds {
    private WishedKinds() {}

    /** Per kind of the inventory the wishes it serves, one bit each. */
    static long[] servedBy(DeviceInventory inventory, List<PciRequest> wishes) {
        long[] served = new long[inventory.kinds.size()];
        for (int wish = 0; wish < wishes.size(); wish++) {
            var request = wishes.get(wish);
            var type = request.type().isPresent() ? request.type() : defaultType(request, inventory);
            for (int kind = 0; kind < served.length; kind++) {
                var candidate = inventory.kinds.get(kind);
                if (matchesIds(request, candidate) && (type.isEmpty() || type.get() == candidate.type())) {
                    served[kind] |= 1L << wish;
                }
            }
        }
        return served;
    }

    private static Optional<PciDeviceType> defaultType(PciRequest request, DeviceInventory inventory) {
        for (var kind : inventory.kinds) {
            if (kind.type() == PciDeviceType.VF && matchesIds(request, kind)) {
                return Optional.of(PciDeviceType.VF);
            }
        }
        return Optional.empty();
    }

    private static boolean matchesIds(PciRequest request, DeviceInventory.Kind kind) {
        return (request.vendorId().isEmpty() || request.vendorId().get().equals(kind.vendorId()))
                && (request.productId().isEmpty() || request.productId().get().equals(kind.productId()));
    }

    static boolean areAlike(PciRequest a, PciRequest b) {
        return a.numaPolicy() == b.numaPolicy() && a.type().equals(b.type()) && a.vendorId().equals(b.vendorId())
                && a.productId().equals(b.productId());
    }
}
