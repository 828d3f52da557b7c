/** One test per rule of the virt driver SPI; a driver author extends {@link io.bedplate.virt.tck.VirtDriverTck}. */
@NullMarked
package io.bedplate.virt.tck;

import org.jspecify.annotations.NullMarked;
