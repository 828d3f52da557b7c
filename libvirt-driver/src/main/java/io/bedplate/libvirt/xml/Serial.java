package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** A serial port. */
@Element("serial")
public record Serial(@Attribute String type, @Attribute Optional<String> tty,
        @Element("source") List<CharSource> sources, Optional<CharProtocol> protocol, Optional<CharLog> log,
        Optional<CharTarget> target, Optional<Alias> alias, Optional<Address> address,
        Rest rest) implements CharDevice {
    /** Into a file; appended, so that what an earlier boot said is still there after a restart. */
    public static Serial appendedTo(String path) {
        return new Serial("file", Optional.empty(), List.of(CharSource.appendedTo(path)), Optional.empty(),
                Optional.empty(), Optional.of(CharTarget.port(0)), Optional.empty(), Optional.empty(), Rest.NONE);
    }

    public Serial {
        sources = List.copyOf(sources);
    }
}
