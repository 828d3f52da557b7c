package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How far memory may grow by devices that are plugged later. */
public record MaxMemory(@Attribute OptionalInt slots, @Text long amount, @Attribute Optional<String> unit, Rest rest) {
    /** The amount in KiB, rounded up as libvirt does; empty where the unit is unknown or the amount absurd. */
    public OptionalLong kib() {
        return MemoryUnit.kib(amount, unit);
    }
}
