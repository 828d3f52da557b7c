package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Limits of the hypervisor's own memory. */
public record MemTune(@Element("hard_limit") Optional<Quantity> hardLimit,
        @Element("soft_limit") Optional<Quantity> softLimit,
        @Element("swap_hard_limit") Optional<Quantity> swapHardLimit,
        @Element("min_guarantee") Optional<Quantity> minGuarantee, Rest rest) {}
