/** Planted. */
@NullMarked
package io.bedplate.architecture.planted.numa;

import org.jspecify.annotations.NullMarked;
