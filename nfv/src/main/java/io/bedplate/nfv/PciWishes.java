package io.bedplate.nfv;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.bedplate.sriov.PciNumaPolicy;
import io.bedplate.sriov.PciRequest;

/** Gives each device wish its NUMA policy: the port's, else flavor's or image's, else the alias's, else legacy. */
final class PciWishes {
    private PciWishes() {}

    static List<PciRequest> read(Reading reading, List<PciWish> wishes) {
        var policy = policy(reading);
        return wishes.stream().map(wish -> request(wish, policy)).toList();
    }

    private static Optional<PciNumaPolicy> policy(Reading reading) {
        return Optional.ofNullable(reading.either(Twin.PCI_POLICY))
                .map(word -> PciNumaPolicy.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private static PciRequest request(PciWish wish, Optional<PciNumaPolicy> policy) {
        return new PciRequest(wish.vendorId(), wish.productId(), wish.type(), wish.count(),
                wish.portPolicy().or(() -> policy).or(wish::aliasPolicy).orElse(PciNumaPolicy.LEGACY));
    }
}
