/** The one way to the files of a host: its real /sys and /proc, a recorded tree, or a simulated one. */
@NullMarked
package io.bedplate.host.files;

import org.jspecify.annotations.NullMarked;
