package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** An IOMMU for the guest. */
@Element("iommu")
public record Iommu(@Attribute String model, Optional<Driver> driver, Optional<Alias> alias, Optional<Address> address,
        Rest rest) implements Device {
    /** Its abilities. */
    public record Driver(@Attribute("intremap") Optional<Switch> intRemap,
            @Attribute("caching_mode") Optional<Switch> cachingMode, @Attribute Optional<Switch> eim,
            @Attribute Optional<Switch> iotlb, @Attribute("aw_bits") OptionalInt addressWidth, Rest rest) {}
}
