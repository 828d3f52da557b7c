package io.bedplate.libvirt.xml;

import java.util.Optional;

/** What an interface is plugged into; which attributes there are depends on the interface's type. */
public record InterfaceSource(@Attribute Optional<String> bridge, @Attribute Optional<String> network,
        @Attribute("portgroup") Optional<String> portGroup, @Attribute("portid") Optional<String> portId,
        @Attribute Optional<String> dev, @Attribute Optional<String> mode, @Attribute Optional<String> type,
        @Attribute Optional<String> path, @Attribute Optional<String> address, @Attribute Optional<String> port,
        @Element("address") Optional<Address> pci, Optional<Reconnect> reconnect, Rest rest) {}
