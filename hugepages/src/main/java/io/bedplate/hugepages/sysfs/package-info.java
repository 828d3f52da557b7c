/** Reads, grows and shrinks huge-page pools, finds hugetlbfs mounts and who holds pages. */
@NullMarked
package io.bedplate.hugepages.sysfs;

import org.jspecify.annotations.NullMarked;
