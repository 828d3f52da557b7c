/** {@code bedplate}, the one command: reads arguments and files, calls the modules, prints what they answer. */
@NullMarked
package io.bedplate.cli;

import org.jspecify.annotations.NullMarked;
