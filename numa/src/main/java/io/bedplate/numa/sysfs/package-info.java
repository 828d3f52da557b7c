/** Reads CPUs, cores, caches and NUMA cells from a host's files; what cannot be read stays unknown. */
@NullMarked
package io.bedplate.numa.sysfs;

import org.jspecify.annotations.NullMarked;
