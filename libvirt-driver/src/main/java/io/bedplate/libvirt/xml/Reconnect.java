package io.bedplate.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;

/** Whether a lost server is tried again; {@code timeout} in seconds. */
public record Reconnect(@Attribute Optional<Boolean> enabled, @Attribute OptionalInt timeout, Rest rest) {}
