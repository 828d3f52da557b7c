package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Options of every virtio device. */
public record VirtioDriver(@Attribute Optional<Switch> iommu, @Attribute Optional<Switch> ats,
        @Attribute Optional<Switch> packed, Rest rest) {}
