/** Planted. */
@NullMarked
package io.bedplate.architecture.planted.agent;

import org.jspecify.annotations.NullMarked;
