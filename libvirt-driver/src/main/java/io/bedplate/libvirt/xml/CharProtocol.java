package io.bedplate.libvirt.xml;

/** What is spoken on a socket: {@code raw}, {@code telnet}. */
public record CharProtocol(@Attribute String type, Rest rest) {
    public CharProtocol(String type) {
        this(type, Rest.NONE);
    }
}
