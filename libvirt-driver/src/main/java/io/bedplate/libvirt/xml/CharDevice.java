package io.bedplate.libvirt.xml;

import java.util.List;
import java.util.Optional;

/**
 * A device that passes characters between host and guest; all kinds of it look the same.
 */
public sealed interface CharDevice extends Device permits Serial, Parallel, Console, Channel {
    /** {@code pty}, {@code file}, {@code unix}, {@code tcp}, {@code spicevmc} and the like. */
    String type();

    /** The host's side; {@code udp} has one to listen and one to send. */
    List<CharSource> sources();

    Optional<CharTarget> target();
}
