/** Page pools and the negotiation of a page size. Pure. */
@NullMarked
package io.bedplate.hugepages;

import org.jspecify.annotations.NullMarked;
