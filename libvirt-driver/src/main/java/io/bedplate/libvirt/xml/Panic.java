package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Tells the host that the guest's kernel gave up. */
@Element("panic")
public record Panic(@Attribute Optional<String> model, Optional<Alias> alias, Optional<Address> address,
        Rest rest) implements Device {}
