package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** A channel between host and guest, such as the guest agent's. */
@Element("channel")
public record Channel(@Attribute String type, @Element("source") List<CharSource> sources,
        Optional<CharProtocol> protocol, Optional<CharLog> log,
        Optional<CharTarget> target, Optional<Alias> alias, Optional<Address> address,
        Rest rest) implements CharDevice {
    public Channel {
        sources = List.copyOf(sources);
    }
}
