package io.bedplate.virt;

import java.util.Optional;

/**
 * What a guest sees of its processors beyond their number and topology.
 *
 * @param pmu              performance counters; empty = as the hypervisor has it
 * @param hypervisorHidden the guest shall not notice that it is one
 * @param addressBits      width of a physical address; empty = as the hypervisor has it
 */
public record CpuLook(Optional<Boolean> pmu, boolean hypervisorHidden, Optional<AddressBits> addressBits) {
    /** As the hypervisor has it. */
    public static final CpuLook USUAL = new CpuLook(Optional.empty(), false, Optional.empty());

    /** How wide a physical address of the guest is. */
    public sealed interface AddressBits {

        /** As wide as the host's own. */
        record Passthrough() implements AddressBits {}

        /** That wide, from 32 to 64. */
        record Emulated(int bits) implements AddressBits {
            public Emulated {
                if (bits < 32 || bits > 64) {
                    throw new IllegalArgumentException("address bits: 32 to 64 wanted, found " + bits);
                }
            }
        }
    }
}
