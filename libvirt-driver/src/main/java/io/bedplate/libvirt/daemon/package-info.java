/** A libvirtd of one's own. */
@NullMarked
package io.bedplate.libvirt.daemon;

import org.jspecify.annotations.NullMarked;
