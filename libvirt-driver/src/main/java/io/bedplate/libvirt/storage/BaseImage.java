package io.bedplate.libvirt.storage;

import io.bedplate.libvirt.image.ImageFormat;
import io.bedplate.virt.Checksum;

/**
 * An image that disks start from.
 *
 * @param checksum of the bytes that the source gives
 * @param declared what its owner says it is; one that looks otherwise is refused
 */
public record BaseImage(Checksum checksum, ImageFormat declared, ImageSource source) {
    /** The same bytes declared otherwise are another image: they may be refused. */
    String key() {
        return checksum + "-" + declared;
    }
}
