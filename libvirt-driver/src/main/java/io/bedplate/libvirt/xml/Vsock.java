package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalLong;

/** A socket between host and guest. */
@Element("vsock")
public record Vsock(@Attribute Optional<String> model, Optional<Cid> cid, Optional<VirtioDriver> driver,
        Optional<Alias> alias, Optional<Address> address, Rest rest) implements Device {
    /** The guest's number; 0 to 2 are taken. */
    public record Cid(@Attribute Optional<Boolean> auto, @Attribute OptionalLong address, Rest rest) {}
}
