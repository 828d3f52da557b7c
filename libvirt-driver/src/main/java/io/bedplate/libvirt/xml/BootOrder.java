package io.bedplate.libvirt.xml;

import java.util.Optional;

/** The device's turn at booting, from 1. */
public record BootOrder(@Attribute int order, @Attribute("loadparm") Optional<String> loadParm, Rest rest) {}
