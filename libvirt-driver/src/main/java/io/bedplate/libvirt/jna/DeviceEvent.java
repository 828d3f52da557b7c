package io.bedplate.libvirt.jna;

import java.util.UUID;

/**
 * A guest answered to the request to let go of a device.
 *
 * @param alias   libvirt's name of the device
 * @param removed false = the guest refused
 */
public record DeviceEvent(UUID uuid, String alias, boolean removed) {}
