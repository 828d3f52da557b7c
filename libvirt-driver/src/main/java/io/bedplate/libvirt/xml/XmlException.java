package io.bedplate.libvirt.xml;

/** A text that is no XML document we read. The message is one line and says where. */
public final class XmlException extends RuntimeException {
    XmlException(String message, Throwable cause) {
        super(message, cause);
    }

    XmlException(String message) {
        super(message);
    }
}
