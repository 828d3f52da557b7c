package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Something that is on or off. */
public record Toggle(@Attribute Optional<Switch> state, Rest rest) {
    public static Toggle of(Switch state) {
        return new Toggle(Optional.of(state), Rest.NONE);
    }
}
