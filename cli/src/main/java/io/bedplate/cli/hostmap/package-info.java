/** Maps of a host for people: text and SVG. */
@NullMarked
package io.bedplate.cli.hostmap;

import org.jspecify.annotations.NullMarked;
