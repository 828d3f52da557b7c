/** Claim against kernel: differences and evidence. Pure. */
@NullMarked
package io.bedplate.agent.proof;

import org.jspecify.annotations.NullMarked;
