package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** A console. */
@Element("console")
public record Console(@Attribute String type, @Attribute Optional<String> tty,
        @Element("source") List<CharSource> sources, Optional<CharProtocol> protocol, Optional<CharLog> log,
        Optional<CharTarget> target, Optional<Alias> alias, Optional<Address> address,
        Rest rest) implements CharDevice {
    public Console {
        sources = List.copyOf(sources);
    }
}
