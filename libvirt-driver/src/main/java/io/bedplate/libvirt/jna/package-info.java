/** Every native type and call. Nothing of JNA or libvirt-java leaves this package. */
@NullMarked
package io.bedplate.libvirt.jna;

import org.jspecify.annotations.NullMarked;
