package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** The host's side of a character device. */
public record CharSource(@Attribute Optional<String> mode, @Attribute Optional<String> path,
        @Attribute Optional<String> host, @Attribute Optional<String> service, @Attribute Optional<String> channel,
        @Attribute Optional<String> master, @Attribute Optional<String> slave, @Attribute Optional<Switch> append,
        @Attribute Optional<Boolean> tls, Optional<Reconnect> reconnect, @Element("seclabel") List<SecLabel> secLabels,
        Rest rest) {
    CharSource at(String newHost) {
        return new CharSource(mode, path, Optional.of(newHost), service, channel, master, slave, append, tls, reconnect,
                secLabels, rest);
    }

    CharSource into(String newPath) {
        return new CharSource(mode, Optional.of(newPath), host, service, channel, master, slave, append, tls, reconnect,
                secLabels, rest);
    }

    public static CharSource appendedTo(String path) {
        return new CharSource(Optional.empty(), Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(Switch.ON), Optional.empty(), Optional.empty(),
                List.of(),
                Rest.NONE);
    }

    public CharSource {
        secLabels = List.copyOf(secLabels);
    }
}
