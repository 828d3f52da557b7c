/** Guest cells and CPU policies, and how they fit a host's cells. Pure. */
@NullMarked
package io.bedplate.numa;

import org.jspecify.annotations.NullMarked;
