package io.bedplate.libvirt.xml;

import java.util.Optional;

/** A keyboard, mouse or tablet. */
@Element("input")
public record Input(@Attribute String type, @Attribute Optional<String> bus, @Attribute Optional<String> model,
        Optional<VirtioDriver> driver, Optional<Source> source, Optional<Alias> alias, Optional<Address> address,
        Rest rest) implements Device {
    /** The host's own event device. */
    public record Source(@Attribute Optional<String> evdev, @Attribute Optional<String> dev,
            @Attribute Optional<String> grab, @Attribute Optional<Switch> repeat,
            @Attribute Optional<String> grabToggle, Rest rest) {}
}
