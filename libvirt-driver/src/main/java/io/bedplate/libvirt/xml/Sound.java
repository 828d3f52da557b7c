package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** A sound card. */
@Element("sound")
public record Sound(@Attribute String model, @Element("codec") List<Codec> codecs, Optional<Audio> audio,
        Optional<Alias> alias, Optional<Address> address, Rest rest) implements Device {
    public Sound {
        codecs = List.copyOf(codecs);
    }

    /** One codec. */
    public record Codec(@Attribute String type, Rest rest) {
        public Codec(String type) {
            this(type, Rest.NONE);
        }
    }

    /** The host's side. */
    public record Audio(@Attribute int id, Rest rest) {
        public Audio(int id) {
            this(id, Rest.NONE);
        }
    }
}
