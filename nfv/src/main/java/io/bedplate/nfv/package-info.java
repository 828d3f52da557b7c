/** The one planner: from a request and a host's state to a plan, or the reasons against it. Pure. */
@NullMarked
package io.bedplate.nfv;

import org.jspecify.annotations.NullMarked;
