/** Disk images judged by our own code, before any other program opens them: no process, no XML, no native call. */
@NullMarked
package io.bedplate.libvirt.image;

import org.jspecify.annotations.NullMarked;
