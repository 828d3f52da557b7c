/** Requests for PCI devices and VFs, and their NUMA policies. Pure. */
@NullMarked
package io.bedplate.sriov;

import org.jspecify.annotations.NullMarked;
