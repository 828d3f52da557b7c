package io.bedplate.libvirt.xml;

import java.util.Optional;

/** A card's boot code. */
public record Rom(@Attribute Optional<Switch> bar, @Attribute Optional<String> file,
        @Attribute Optional<Boolean> enabled, Rest rest) {}
