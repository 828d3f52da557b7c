package io.bedplate.virt;

import java.util.Optional;

/**
 * The way to a destination.
 *
 * @param control where the destination's hypervisor takes orders, for the hypervisor of the source: a URI of libvirt as
 *                {@code qemu+tls://host/system}
 * @param data    where the destination takes the guest's memory, as {@code tcp://10.0.0.2}; empty = as its hypervisor has it
 */
public record Passage(String control, Optional<String> data) {}
