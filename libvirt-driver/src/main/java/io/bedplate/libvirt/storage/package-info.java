/** Disks of instances on this host: base images in a cache, overlays and copies of them, swap, ephemeral, config drives. */
@NullMarked
package io.bedplate.libvirt.storage;

import org.jspecify.annotations.NullMarked;
