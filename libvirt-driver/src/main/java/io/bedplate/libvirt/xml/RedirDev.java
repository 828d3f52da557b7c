package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** A USB device of the user who watches. */
@Element("redirdev")
public record RedirDev(@Attribute String bus, @Attribute String type, @Element("source") List<CharSource> sources,
        Optional<CharProtocol> protocol, Optional<BootOrder> boot, Optional<Alias> alias, Optional<Address> address,
        Rest rest) implements Device {
    public RedirDev {
        sources = List.copyOf(sources);
    }
}
