package io.bedplate.libvirt.xml;

import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/** Writes and reads a {@link Domain}. What was read is written as it was, but for indentation and the attributes' order. */
public final class DomainXml {
    private static final String ROOT = "domain";
    private static final Shape SHAPE = Shape.of(Domain.class, new HashMap<>());
    private static final Kinds DEVICES = Kinds.of(Device.class, new HashMap<>());

    private DomainXml() {}

    /**
     * The document for libvirt's define.
     *
     * @throws IllegalArgumentException if a value has a character that XML cannot hold
     */
    public static String write(Domain domain) {
        return new XmlDocument(List.of(), element(domain), List.of()).text();
    }

    /**
     * The document of one device, for attaching and detaching.
     *
     * @throws IllegalArgumentException if a value has a character that XML cannot hold
     */
    public static String write(Device device) {
        return new XmlDocument(List.of(), DEVICES.write(device), List.of()).text();
    }

    /** The domain as the root of a document. */
    public static XmlElement element(Domain domain) {
        return ElementWriter.write(SHAPE, ROOT, domain);
    }

    /**
     * Reads a document.
     *
     * @throws XmlException if it is none, or no domain's
     */
    public static Domain read(String xml) {
        return read(XmlDocument.parse(xml).root());
    }

    /**
     * Reads the root of a document.
     *
     * @throws XmlException if it is no domain
     */
    public static Domain read(XmlElement root) {
        if (!root.is(ROOT)) {
            throw new XmlException("<%s>: wanted a <domain>".formatted(root.name()));
        }
        if (!(ElementReader.read(SHAPE, root) instanceof Domain domain)) {
            throw new XmlException("<domain>: wanted a type and a name");
        }
        return domain;
    }

    /** Reads the element of one device. */
    public static Device device(XmlElement element) {
        return (Device) Objects.requireNonNull(DEVICES.read(element));
    }
}
