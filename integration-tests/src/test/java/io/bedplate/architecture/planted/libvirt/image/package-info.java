/** Planted. */
@NullMarked
package io.bedplate.architecture.planted.libvirt.image;

import org.jspecify.annotations.NullMarked;
