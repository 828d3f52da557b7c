/** What the kernel has in force for one process: threads, their CPUs, the memory's cells and page sizes. */
@NullMarked
package io.bedplate.agent.kernel;

import org.jspecify.annotations.NullMarked;
