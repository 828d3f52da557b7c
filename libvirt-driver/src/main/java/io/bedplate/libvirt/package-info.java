/** The virt driver for libvirt and QEMU. */
@NullMarked
package io.bedplate.libvirt;

import org.jspecify.annotations.NullMarked;
