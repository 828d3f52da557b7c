package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** Microsoft's enlightenments. */
public record HyperV(@Attribute Optional<String> mode, Optional<Toggle> relaxed, Optional<Toggle> vapic,
        Optional<Spinlocks> spinlocks, @Element("vpindex") Optional<Toggle> vpIndex, Optional<Toggle> runtime,
        Optional<Toggle> synic, Optional<Stimer> stimer, Optional<Toggle> reset,
        @Element("vendor_id") Optional<VendorId> vendorId, Optional<Toggle> frequencies,
        Optional<Toggle> reenlightenment, @Element("tlbflush") Optional<Toggle> tlbFlush, Optional<Toggle> ipi,
        Optional<Toggle> evmcs, Optional<Toggle> avic, Rest rest) {
    /** After how many tries a guest gives its pCPU up. */
    public record Spinlocks(@Attribute Optional<Switch> state, @Attribute OptionalInt retries, Rest rest) {}

    /** Synthetic timers. */
    public record Stimer(@Attribute Optional<Switch> state, Optional<Toggle> direct, Rest rest) {}

    /** Whose hypervisor the guest believes in. */
    public record VendorId(@Attribute Optional<Switch> state, @Attribute Optional<String> value, Rest rest) {}
}
