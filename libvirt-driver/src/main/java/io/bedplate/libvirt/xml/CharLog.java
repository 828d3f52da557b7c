package io.bedplate.libvirt.xml;

import java.util.Optional;

/** Where all that is written is also kept. */
public record CharLog(@Attribute String file, @Attribute Optional<Switch> append, Rest rest) {}
