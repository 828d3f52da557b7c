/** libvirt's documents: the domain as records, its one writer, and readers of what libvirt says. */
@NullMarked
package io.bedplate.libvirt.xml;

import org.jspecify.annotations.NullMarked;
