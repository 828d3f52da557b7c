package io.bedplate.virt;

/**
 * Where a console of a running guest is served.
 *
 * @param host address that it listens on
 * @param port TCP port
 */
public record ConsoleEndpoint(Kind kind, String host, int port) {

    /** What is spoken there. */
    public enum Kind {
        /** RFB (RFC 6143). */
        VNC, SPICE,
        /** The bare bytes of the serial line. */
        SERIAL
    }
}
