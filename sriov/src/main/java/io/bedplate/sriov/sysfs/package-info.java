/** Discovers PCI functions, makes VFs and binds drivers, through a host's files. */
@NullMarked
package io.bedplate.sriov.sysfs;

import org.jspecify.annotations.NullMarked;
