package io.bedplate.libvirt.xml;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;

/** Reads a document into elements, losing nothing. */
final class XmlIn {
    // A chain of backing images nests one level an image; libvirt follows 200 of them.
    private static final int DEEPEST = 500;
    private static final int MOST_NODES = 200_000;
    private static final int MOST_ATTRIBUTES = 500;
    private static final WstxInputFactory FACTORY = factory();

    private final XMLStreamReader in;

    private XmlIn(XMLStreamReader in) {
        this.in = in;
    }

    // Thread-safe once configured, as its documentation says.
    private static WstxInputFactory factory() {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) MOST_NODES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        return factory;
    }

    static XmlDocument document(String xml) {
        return document(xml.length(), factory -> factory.createXMLStreamReader(new StringReader(xml)));
    }

    static XmlDocument document(byte[] xml) {
        return document(xml.length, factory -> factory.createXMLStreamReader(new ByteArrayInputStream(xml)));
    }

    /** How a reader comes about. */
    private interface Opening {
        XMLStreamReader open(WstxInputFactory factory) throws XMLStreamException;
    }

    private static XmlDocument document(int length, Opening opening) {
        if (length > XmlDocument.LONGEST) {
            throw new XmlException("wanted at most %d characters, found %d".formatted(XmlDocument.LONGEST, length));
        }
        try {
            return new XmlIn(opening.open(FACTORY)).document();
        } catch (XMLStreamException e) {
            throw new XmlException(where(e.getLocation()) + firstLine(e), e);
        }
    }

    private static String where(@Nullable Location at) {
        return at == null ? "" : "line %d column %d: ".formatted(at.getLineNumber(), at.getColumnNumber());
    }

    private static String firstLine(XMLStreamException e) {
        var message = Objects.requireNonNullElse(e.getMessage(), "not well-formed");
        return message.lines().findFirst().orElse("not well-formed").strip();
    }

    private XmlDocument document() throws XMLStreamException {
        var before = new ArrayList<XmlNode>();
        var after = new ArrayList<XmlNode>();
        XmlElement root = null;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> root = element();
                case XMLStreamConstants.DTD ->
                    throw new XmlException(where(in.getLocation()) + "a document type is not taken");
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    (root == null ? before : after).add(node());
                default -> {
                    // Blanks outside the root.
                }
            }
        }
        return new XmlDocument(before, Objects.requireNonNull(root), after);
    }

    private XmlNode node() throws XMLStreamException {
        return switch (in.getEventType()) {
            case XMLStreamConstants.START_ELEMENT -> element();
            case XMLStreamConstants.COMMENT -> new XmlNode.Comment(in.getText());
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> new XmlNode.Instruction(in.getPITarget(),
                    Objects.requireNonNullElse(in.getPIData(), ""));
            default -> new XmlNode.Text(in.getText());
        };
    }

    private XmlElement element() throws XMLStreamException {
        var namespace = Objects.requireNonNullElse(in.getNamespaceURI(), "");
        var name = name(in.getPrefix(), in.getLocalName());
        var attributes = attributes();
        var children = new ArrayList<XmlNode>();
        while (in.next() != XMLStreamConstants.END_ELEMENT) {
            children.add(node());
        }
        return new XmlElement(namespace, name, attributes, children);
    }

    private List<XmlAttribute> attributes() {
        var attributes = new ArrayList<XmlAttribute>();
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            var prefix = in.getNamespacePrefix(i);
            attributes.add(new XmlAttribute(prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix,
                    Objects.requireNonNullElse(in.getNamespaceURI(i), "")));
        }
        for (int i = 0; i < in.getAttributeCount(); i++) {
            attributes.add(new XmlAttribute(name(in.getAttributePrefix(i), in.getAttributeLocalName(i)),
                    in.getAttributeValue(i)));
        }
        return attributes;
    }

    private static String name(@Nullable String prefix, String localName) {
        return prefix == null || prefix.isEmpty() ? localName : prefix + ":" + localName;
    }
}
