package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalLong;

/** An amount of memory with its unit as written, such as {@code <memory unit="KiB">}. */
public record Quantity(@Text long amount, @Attribute Optional<String> unit, Rest rest) {
    public static Quantity kib(long kib) {
        return new Quantity(kib, Optional.of("KiB"), Rest.NONE);
    }

    /** The amount in KiB, rounded up as libvirt does; empty where the unit is unknown or the amount absurd. */
    public OptionalLong kib() {
        return MemoryUnit.kib(amount, unit);
    }
}
