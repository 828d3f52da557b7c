/** Evidence on disk: each record carries the digest of the former one. */
@NullMarked
package io.bedplate.agent.chain;

import org.jspecify.annotations.NullMarked;
