/** Values that every module shares: sets of CPUs, NUMA cells, pages, PCI devices, flavors. No I/O, no threads. */
@NullMarked
package io.bedplate.host;

import org.jspecify.annotations.NullMarked;
