/** Reads a whole host, real or recorded, in one call, and makes hosts from one line of text. */
@NullMarked
package io.bedplate.probe;

import org.jspecify.annotations.NullMarked;
