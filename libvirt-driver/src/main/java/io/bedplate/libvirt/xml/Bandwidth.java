package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalLong;

/** Limits of an interface. */
public record Bandwidth(Optional<Limit> inbound, Optional<Limit> outbound, Rest rest) {
    /** KiB a second, {@code burst} in KiB. */
    public record Limit(@Attribute OptionalLong average, @Attribute OptionalLong peak, @Attribute OptionalLong floor,
            @Attribute OptionalLong burst, Rest rest) {}
}
