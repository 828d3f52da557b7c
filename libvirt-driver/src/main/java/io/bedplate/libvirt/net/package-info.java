/** The host's network as far as ports of guests are plugged into it, by the programs that every host has for it. */
@NullMarked
package io.bedplate.libvirt.net;

import org.jspecify.annotations.NullMarked;
