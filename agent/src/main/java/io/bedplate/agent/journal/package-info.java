/** Claims on disk. */
@NullMarked
package io.bedplate.agent.journal;

import org.jspecify.annotations.NullMarked;
