package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/** The virtual networks of a port. */
public record Vlan(@Attribute Optional<Boolean> trunk, @Element("tag") List<Tag> tags, Rest rest) {
    public Vlan {
        tags = List.copyOf(tags);
    }

    /** One tag. */
    public record Tag(@Attribute int id, @Attribute Optional<String> nativeMode, Rest rest) {
        public static Tag of(int id) {
            return new Tag(id, Optional.empty(), Rest.NONE);
        }
    }
}
