package io.bedplate.libvirt.xml;

import java.util.Optional;

/** A watchdog. */
@Element("watchdog")
public record Watchdog(@Attribute String model, @Attribute Optional<String> action, Optional<Alias> alias,
        Optional<Address> address, Rest rest) implements Device {}
