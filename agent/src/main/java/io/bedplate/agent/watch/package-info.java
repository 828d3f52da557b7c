/** Claims against the kernel for as long as guests live: drift, who else runs on their pCPUs, and repair. */
@NullMarked
package io.bedplate.agent.watch;

import org.jspecify.annotations.NullMarked;
