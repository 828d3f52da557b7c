/** {@code bedplate demo}: one real guest, pinned, on huge pages, proven. */
@NullMarked
package io.bedplate.cli.demo;

import org.jspecify.annotations.NullMarked;
