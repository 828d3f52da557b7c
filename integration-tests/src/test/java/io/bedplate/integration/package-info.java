/** The whole on real parts. */
@NullMarked
package io.bedplate.integration;

import org.jspecify.annotations.NullMarked;
